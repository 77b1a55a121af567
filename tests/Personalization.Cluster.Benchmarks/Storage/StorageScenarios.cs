using Npgsql;
using Personalization.Benchmarks.Journals;
using Personalization.Benchmarks.Smoke;

namespace Personalization.Cluster.Benchmarks.Storage;

/// <summary>What the sample's history takes in PostgreSQL. It is put there once; every round tells the same.</summary>
internal static class StorageScenarios
{
    /// <summary>What the scenarios of calls have served (see <see cref="Personalization.Core.Events.EventType.Served"/>), without what PostgreSQL adds for a row, a page and an index.</summary>
    private const string ServedBytes = "SELECT avg(pg_column_size(payload))::float8 FROM calls.event WHERE type = 16";

    public static IEnumerable<Scenario> All(JournalBench database)
    {
        var made = new Lazy<Task<StoredHistory>>(() => StoredHistory.Make(database.ConnectionString));
        (string Name, string Unit, Func<StoredHistory, double> Of)[] rows =
        [
            ("durable, one node", "events/s", history => history.EventsPerSecond),
            ("rows of an event, in the streams of user and account", "rows", history => history.RowsPerEvent),
            ("a row of an event with its indexes", "bytes", history => history.RowBytes),
            ("a subject without events and snapshot", "bytes", history => history.SubjectBytes),
            ("a snapshot", "bytes", history => history.SnapshotBytes),
            ("write-ahead log for an event", "bytes", history => history.LogBytes),
        ];
        return rows.Select(Row).Append(new Scenario("payload of a served decision in PostgreSQL", "bytes", "", async _ => await Ask(database)) { Skipped = database.Missing });

        Scenario Row((string Name, string Unit, Func<StoredHistory, double> Of) row) => new("sample's history in PostgreSQL: " + row.Name, row.Unit, "", async _ => row.Of(await made.Value)) { Skipped = database.Missing };
    }

    private static async Task<double> Ask(JournalBench database)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(ServedBytes);
        return await command.ExecuteScalarAsync() is double bytes ? bytes : throw new InvalidOperationException("Nothing was served: run all scenarios.");
    }
}

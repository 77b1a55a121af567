using Personalization.Benchmarks.Journals;
using Personalization.Benchmarks.Smoke;

namespace Personalization.Cluster.Benchmarks.Storage;

/// <summary>What the sample's history takes in PostgreSQL. It is put there once; every round tells the same.</summary>
internal static class StorageScenarios
{
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
        return rows.Select(row => new Scenario("sample's history in PostgreSQL: " + row.Name, row.Unit, "", async _ => row.Of(await made.Value)) { Skipped = database.Missing });
    }
}

using System.Diagnostics;
using Npgsql;
using Personalization.Benchmarks.InProcess;
using Personalization.Cluster.Benchmarks.Calls;
using Personalization.Cluster.Benchmarks.Hosts;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;
using Personalization.Journal.Postgres;

namespace Personalization.Cluster.Benchmarks.Storage;

/// <summary>The sample's history as a node has put it into PostgreSQL, and what it takes there. Events of a user and an account are in both streams.</summary>
/// <param name="EventsPerSecond">Events acknowledged, each counted once.</param>
/// <param name="RowsPerEvent">Rows of an event.</param>
/// <param name="RowBytes">Bytes of a row of an event, with its indexes.</param>
/// <param name="SubjectBytes">Bytes of a subject without its events: its names, its head, their indexes.</param>
/// <param name="SnapshotBytes">Bytes of a snapshot with its index.</param>
/// <param name="LogBytes">Bytes of the write-ahead log for an event, with what its subjects and snapshots take of it.</param>
internal sealed record StoredHistory(double EventsPerSecond, double RowsPerEvent, double RowBytes, double SubjectBytes, double SnapshotBytes, double LogBytes)
{
    private const string Schema = "history";
    private const string Log = "pg_current_wal_lsn() - '0/0'::pg_lsn";
    private const int BatchSize = 500, UnderWay = 4;

    /// <summary>Puts it there.</summary>
    public static async Task<StoredHistory> Make(string connectionString)
    {
        var events = SampleEvents.All().ToArray();
        await using var source = NpgsqlDataSource.Create(connectionString);
        var snapshots = await PostgresSnapshots.Open(connectionString, Schema);
        await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connectionString, Schema = Schema });
        var logBefore = await Ask(source, Log);
        var node = new NodeProfiles(journal, snapshots, new BenchCatalogs(), new MeteredWire(), TimeProvider.System, BenchSilos.Options);
        foreach (var one in events)
        {
            if (one.UserId is { } user)
            {
                node.TakeUp(new SubjectKey(SampleCatalog.Tenant, SubjectKind.User, user));
            }

            if (one.Event.AccountId is { } account)
            {
                node.TakeUp(new SubjectKey(SampleCatalog.Tenant, SubjectKind.Account, account));
            }
        }

        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            events.Chunk(BatchSize), new ParallelOptions { MaxDegreeOfParallelism = UnderWay },
            async (batch, cancellation) => await node.Ingest(SampleCatalog.Tenant, batch, cancellation));
        var rate = events.Length / clock.Elapsed.TotalSeconds;
        await node.DisposeAsync();
        await snapshots.DisposeAsync();
        var rows = await Ask(source, "count(*)", "event");
        return new StoredHistory(
            rate,
            rows / events.Length,
            await Ask(source, $"(SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('{Schema}.event') WHERE isleaf)") / rows,
            await Ask(source, $"(pg_total_relation_size('{Schema}.subject') + pg_total_relation_size('{Schema}.subject_head')) / count(*)", "subject"),
            await Ask(source, $"pg_total_relation_size('{Schema}.snapshot') / count(*)", "snapshot"),
            (await Ask(source, Log) - logBefore) / events.Length);
    }

    private static async Task<double> Ask(NpgsqlDataSource source, string what, string? table = null)
    {
        await using var command = source.CreateCommand($"SELECT ({what})::float8{(table is null ? "" : $" FROM {Schema}.{table}")}");
        return (double)(await command.ExecuteScalarAsync())!;
    }
}

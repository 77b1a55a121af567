using System.Runtime.InteropServices;
using Npgsql;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>Snapshots and marks beside the journal's tables, one row each. A cache: a damaged row counts as none, and what cannot be saved just now is not.</summary>
/// <remarks>A snapshot or mark that is of no event of the subject's stream is not taken; erasing the subject in the journal takes its own with it.</remarks>
public sealed class PostgresSnapshots : ISnapshots, IAsyncDisposable
{
    private readonly PostgresDatabase database;
    private readonly string select, selectMark, upsert;
    private long damaged, missed;

    private PostgresSnapshots(PostgresDatabase database)
    {
        this.database = database;
        const string columns = "version, event_id_hash, plan_hash, fold_code, last_received, rises, payload, checksum";
        string from(string table) => $"SELECT {columns} FROM {database.Schema}.subject AS s JOIN {database.Schema}.{table} AS n ON n.subject = s.id WHERE {SubjectRows.IsAsked}";
        select = from("snapshot");
        selectMark = $"{from("mark")} AND n.plan_hash = $5 AND n.fold_code = $6 AND n.last_received <= $7 AND (n.rises OR NOT $8) ORDER BY n.version DESC LIMIT 1";

        // Only what was folded from the stream as it is: who was erased may have begun again, while a process still wrote down what it knew of before.
        // Durability is not promised, so nobody waits for the log; the setting ends with the statement's transaction.
        upsert =
            $"""
            WITH known AS MATERIALIZED (
                SELECT s.id AS subject, one.*
                FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) WITH ORDINALITY AS one (hash, tenant, kind, key, is_mark, {columns}, place)
                JOIN {database.Schema}.subject AS s USING (hash, tenant, kind, key)
                JOIN {database.Schema}.event AS e ON (e.subject, e.version, e.event_id_hash) = (s.id, one.version, one.event_id_hash)
                CROSS JOIN set_config('synchronous_commit', 'off', true) AS setting),
            marked AS (
                INSERT INTO {database.Schema}.mark (subject, {columns})
                SELECT DISTINCT ON (subject, version) subject, {columns} FROM known WHERE is_mark ORDER BY subject, version, place DESC
                ON CONFLICT (subject, version) DO UPDATE SET (event_id_hash, plan_hash, fold_code, last_received, rises, payload, checksum) =
                    (excluded.event_id_hash, excluded.plan_hash, excluded.fold_code, excluded.last_received, excluded.rises, excluded.payload, excluded.checksum))
            INSERT INTO {database.Schema}.snapshot (subject, {columns})
            SELECT DISTINCT ON (subject) subject, {columns} FROM known WHERE NOT is_mark ORDER BY subject, version DESC
            ON CONFLICT (subject) DO UPDATE SET (version, event_id_hash, plan_hash, fold_code, last_received, rises, payload, checksum) =
                (excluded.version, excluded.event_id_hash, excluded.plan_hash, excluded.fold_code, excluded.last_received, excluded.rises, excluded.payload, excluded.checksum)
            """;
    }

    /// <summary>How many loads found a damaged row.</summary>
    public long Damaged => Volatile.Read(ref damaged);

    /// <summary>How many saves the database did not take because it was away.</summary>
    public long Missed => Volatile.Read(ref missed);

    /// <summary>Opens the snapshots of a schema; brings the schema up to date.</summary>
    /// <param name="connectionString">As in <see cref="PostgresJournalOptions.ConnectionString"/>.</param>
    /// <param name="schema">As in <see cref="PostgresJournalOptions.Schema"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role do what it needs.</exception>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts.</exception>
    public static async Task<PostgresSnapshots> Open(string connectionString, string schema = PostgresJournalOptions.DefaultSchema, CancellationToken cancellation = default)
    {
        var opened = new PostgresDatabase(connectionString, schema);
        try
        {
            await opened.Migrate(cancellation);
            return new PostgresSnapshots(opened);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredSnapshot?> Load(SubjectKey subject, CancellationToken cancellation)
    {
        await using var command = database.Command(select).With(subject);
        return await Read(command, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredSnapshot?> LoadMark(SubjectKey subject, MarkUse use, CancellationToken cancellation)
    {
        await using var command = database.Command(selectMark).With(subject)
            .With((long)use.PlanHash).With(use.FoldCodeVersion).With(use.ReceivedBy.UnixMilliseconds).With(use.Rising);
        return await Read(command, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask Save(
        IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> snapshots, IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> marks, CancellationToken cancellation)
    {
        KeyValuePair<SubjectKey, StoredSnapshot>[] all = [.. snapshots, .. marks];
        await using var command = database.Command(upsert)
            .With(Array.ConvertAll(all, one => (long)one.Key.StableHash()))
            .With(Array.ConvertAll(all, one => one.Key.Tenant.Value))
            .With(Array.ConvertAll(all, one => (short)one.Key.Kind))
            .With(Array.ConvertAll(all, one => one.Key.Id))
            .With(Enumerable.Range(0, all.Length).Select(at => at >= snapshots.Count).ToArray())
            .With(Array.ConvertAll(all, one => one.Value.Version))
            .With(Array.ConvertAll(all, one => (long)one.Value.EventIdHash))
            .With(Array.ConvertAll(all, one => (long)one.Value.PlanHash))
            .With(Array.ConvertAll(all, one => one.Value.FoldCodeVersion))
            .With(Array.ConvertAll(all, one => one.Value.Received.Last.UnixMilliseconds))
            .With(Array.ConvertAll(all, one => one.Value.Received.Rises))
            .With(Array.ConvertAll(all, one => one.Value.Payload.ToArray()))
            .With(Array.ConvertAll(all, one => Checksum(one.Value)));
        try
        {
            await SaveKnown(command, cancellation);
        }
        catch (NpgsqlException away) when (Trouble.IsPassing(away))
        {
            Interlocked.Increment(ref missed);
        }
    }

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async ValueTask<StoredSnapshot?> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
        {
            return null;
        }

        var order = new ReceivedOrder(new Instant(row.GetInt64(4)), row.GetBoolean(5));
        var snapshot = new StoredSnapshot(row.GetInt64(0), (ulong)row.GetInt64(1), (ulong)row.GetInt64(2), row.GetInt32(3), order, row.GetFieldValue<byte[]>(6));
        if (Checksum(snapshot) == row.GetInt64(7))
        {
            return snapshot;
        }

        Interlocked.Increment(ref damaged);
        return null;
    }

    private static async Task SaveKnown(NpgsqlCommand command, CancellationToken cancellation)
    {
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException erased) when (erased.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // A subject was erased between the look for it and its row; now it is not found, and the others are saved.
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static long Checksum(StoredSnapshot snapshot)
    {
        ReadOnlySpan<long> numbers =
        [
            snapshot.Version, (long)snapshot.EventIdHash, (long)snapshot.PlanHash, snapshot.FoldCodeVersion, snapshot.Received.Last.UnixMilliseconds, snapshot.Received.Rises ? 1 : 0,
        ];
        return (long)StableHash.Of(snapshot.Payload.Span, StableHash.Of(MemoryMarshal.AsBytes(numbers)));
    }
}

using System.Runtime.InteropServices;
using Npgsql;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>Snapshots beside the journal's tables, one row per subject. A cache: a damaged row counts as none, and what cannot be saved just now is not.</summary>
/// <remarks>A subject that the journal does not know has no snapshot; erasing it in the journal takes the snapshot with it.</remarks>
public sealed class PostgresSnapshots : ISnapshots, IAsyncDisposable
{
    private readonly PostgresDatabase database;
    private readonly string select, upsert;
    private long damaged, missed;

    private PostgresSnapshots(PostgresDatabase database)
    {
        this.database = database;
        select =
            $"""
            SELECT n.version, n.plan_hash, n.fold_code, n.payload, n.checksum
            FROM {database.Schema}.subject AS s JOIN {database.Schema}.snapshot AS n ON n.subject = s.id WHERE {SubjectRows.IsAsked}
            """;
        // Durability is not promised, so nobody waits for the log; the setting ends with the statement's transaction.
        upsert =
            $"""
            INSERT INTO {database.Schema}.snapshot (subject, version, plan_hash, fold_code, payload, checksum)
            SELECT DISTINCT ON (s.id) s.id, one.version, one.plan_hash, one.fold_code, one.payload, one.checksum
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) AS one (hash, tenant, kind, key, version, plan_hash, fold_code, payload, checksum)
            JOIN {database.Schema}.subject AS s USING (hash, tenant, kind, key)
            CROSS JOIN set_config('synchronous_commit', 'off', true) AS setting
            ORDER BY s.id, one.version DESC
            ON CONFLICT (subject) DO UPDATE SET (version, plan_hash, fold_code, payload, checksum) =
                (excluded.version, excluded.plan_hash, excluded.fold_code, excluded.payload, excluded.checksum)
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
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
        {
            return null;
        }

        var snapshot = new StoredSnapshot(row.GetInt64(0), (ulong)row.GetInt64(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3));
        if (Checksum(snapshot) == row.GetInt64(4))
        {
            return snapshot;
        }

        Interlocked.Increment(ref damaged);
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask Save(IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> snapshots, CancellationToken cancellation)
    {
        await using var command = database.Command(upsert)
            .With(snapshots.Select(one => (long)one.Key.StableHash()).ToArray())
            .With(snapshots.Select(one => one.Key.Tenant.Value).ToArray())
            .With(snapshots.Select(one => (short)one.Key.Kind).ToArray())
            .With(snapshots.Select(one => one.Key.Id).ToArray())
            .With(snapshots.Select(one => one.Value.Version).ToArray())
            .With(snapshots.Select(one => (long)one.Value.PlanHash).ToArray())
            .With(snapshots.Select(one => one.Value.FoldCodeVersion).ToArray())
            .With(snapshots.Select(one => one.Value.Payload.ToArray()).ToArray())
            .With(snapshots.Select(one => Checksum(one.Value)).ToArray());
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
        ReadOnlySpan<long> numbers = [snapshot.Version, (long)snapshot.PlanHash, snapshot.FoldCodeVersion];
        return (long)StableHash.Of(snapshot.Payload.Span, StableHash.Of(MemoryMarshal.AsBytes(numbers)));
    }
}

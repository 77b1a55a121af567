using Npgsql;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control.Postgres;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Postgres.Ledger;

/// <summary>The ledger that all processes of a cluster share. Whoever has taken it holds an advisory lock, which goes with its connection: nobody waits for a process that has died.</summary>
internal sealed class PostgresErasureLedger(PostgresDatabase database, ErasureSecret secret) : IErasureLedger, IDisposable
{
    private const string Columns = "id, at, digest, hash, through, events, dead_letters";
    private readonly ControlTables tables = new(database);

    // Of this process only one waits in the database.
    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> Take(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await database.OpenSingle(cancellation);
            await using var take = new NpgsqlCommand(
                $"SET lock_timeout = {(int)Limits.ErasureTurnWait.TotalMilliseconds}; SELECT pg_advisory_lock(hashtextextended('{database.Schema.Name} erasures', 0))", connection);
            await take.ExecuteNonQueryAsync(cancellation);
            return new Taken(connection, turn);
        }
        catch (Exception cause)
        {
            await (connection?.DisposeAsync() ?? default);
            turn.Release();
            throw cause is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }
                ? new ErasureUnfinishedException("Another process of the cluster is erasing somebody. Ask for the erasure again.", cause)
                : PostgresDatabase.IsAway(cause) ? database.Away(cause) : cause;
        }
    }

    /// <inheritdoc/>
    public string Digest(in SubjectKey subject) => secret.Digest(subject);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ErasureEntry>> ReadEntries(CancellationToken cancellation) =>
        await tables.Query($"SELECT {Columns} FROM {database.Schema}.erasure ORDER BY number", Read);

    /// <inheritdoc/>
    public async ValueTask<PendingErasure?> FindPending(CancellationToken cancellation) =>
        (await tables.Query($"SELECT id, at, subject, head FROM {database.Schema}.begun", row =>
            new PendingErasure(row.GetString(0), new Instant(row.GetInt64(1)), secret.Open(row.GetFieldValue<byte[]>(2)), row.IsDBNull(3) ? null : row.GetInt64(3)))).SingleOrDefault();

    /// <inheritdoc/>
    public async ValueTask<PendingErasure> Begin(SubjectKey subject, Instant at, long? head)
    {
        var begun = new PendingErasure(ErasureEntry.NewId(), at, subject, head);
        var made = await tables.Run(($"INSERT INTO {database.Schema}.begun (id, at, subject, head) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", [begun.Id, at.UnixMilliseconds, secret.Seal(subject), head]));
        return made == 1 ? begun : throw new InvalidOperationException("An erasure is begun only when the one before is done.");
    }

    /// <inheritdoc/>
    public async ValueTask Abandon(PendingErasure begun) => await tables.Run(Forget(begun.Id));

    /// <inheritdoc/>
    public async ValueTask Add(PendingErasure begun, SubjectKey subject, ErasureExtent done) =>
        await tables.Run(Put(ErasureEntry.Of(ErasureEntry.NewId(), begun.At, subject, Digest(subject), done)));

    /// <inheritdoc/>
    public async ValueTask<ErasureEntry> Finish(PendingErasure begun, ErasureExtent done)
    {
        var entry = ErasureEntry.Of(begun.Id, begun.At, begun.Subject, Digest(begun.Subject), done);

        // One transaction; a process that has lost its lock, and with it its turn, may have been faster.
        await tables.Run(Put(entry), Forget(entry.Id));
        return entry;
    }

    /// <inheritdoc/>
    public async ValueTask Confirm(long end) => await tables.Run(($"UPDATE {database.Schema}.erasure SET through = $1 WHERE through > $1", [end]));

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private (string Sql, object?[] Parameters) Put(ErasureEntry one) => (
        $"INSERT INTO {database.Schema}.erasure ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        [one.Id, one.At.UnixMilliseconds, one.Digest, (long)secret.Seal(one.Hash, one.Id), one.Through, one.Events, one.DeadLetters]);

    private (string Sql, object?[] Parameters) Forget(string id) => ($"DELETE FROM {database.Schema}.begun WHERE id = $1", [id]);

    private ErasureEntry Read(NpgsqlDataReader row) => new(
        row.GetString(0), new Instant(row.GetInt64(1)), row.GetString(2), secret.Seal((ulong)row.GetInt64(3), row.GetString(0)), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));

    private sealed class Taken(NpgsqlConnection connection, SemaphoreSlim turn) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // The lock goes with the connection, which is of no pool.
            await connection.DisposeAsync();
            turn.Release();
        }
    }
}

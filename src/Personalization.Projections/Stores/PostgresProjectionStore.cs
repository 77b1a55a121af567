using Npgsql;
using Personalization.Journal.Postgres;
using Personalization.Projections.Stores.Postgres;

namespace Personalization.Projections.Stores;

/// <summary>Checkpoints and rows in the journal's schema in PostgreSQL, for any number of servers.</summary>
/// <remarks>Nobody waits for the log at a commit: what a crash of the database takes, checkpoint and effect alike, is made again from the journal.</remarks>
public sealed class PostgresProjectionStore : IProjectionStore
{
    private readonly PostgresDatabase database;
    private readonly CheckpointTable checkpoints;
    private readonly RowTable rows;

    private PostgresProjectionStore(PostgresDatabase database)
    {
        this.database = database;
        checkpoints = new CheckpointTable(database.Schema);
        rows = new RowTable(database.Schema);
    }

    /// <summary>Opens the store of a schema; brings the schema up to date.</summary>
    /// <param name="connectionString">As in <see cref="PostgresJournalOptions.ConnectionString"/>.</param>
    /// <param name="schema">As in <see cref="PostgresJournalOptions.Schema"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role do what it needs.</exception>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts.</exception>
    public static async Task<PostgresProjectionStore> Open(string connectionString, string schema = PostgresJournalOptions.DefaultSchema, CancellationToken cancellation = default)
    {
        var opened = new PostgresDatabase(connectionString, schema);
        try
        {
            await opened.Migrate(cancellation);
            return new PostgresProjectionStore(opened);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> Begin(string consumer, int version, long start, long end, CancellationToken cancellation) => InTransaction<IReadOnlyList<long>>(
        async connection =>
        {
            await checkpoints.Make(connection, consumer, version, start, end, cancellation);
            var known = await checkpoints.LockAll(connection, consumer, cancellation);
            if (known[0].Version > version)
            {
                throw new ConsumerOutdatedException(consumer, known[0].Version, version);
            }

            if (known[0].Version == version)
            {
                return [.. known.Select(one => one.Position)];
            }

            await rows.DeleteAll(connection, consumer, cancellation);
            await checkpoints.PutAll(connection, consumer, version, 0, end, cancellation);
            return [.. Enumerable.Repeat(0L, Limits.Shards)];
        },
        cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<long>> Checkpoints(string consumer, CancellationToken cancellation)
    {
        await using var connection = await database.OpenPooled(cancellation);
        return [.. (await checkpoints.Read(connection, consumer, cancellation)).Select(one => one.Position)];
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsComplete(string consumer, CancellationToken cancellation)
    {
        await using var connection = await database.OpenPooled(cancellation);
        return await checkpoints.IsComplete(connection, consumer, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<bool> Commit(CheckpointMove move, Func<IProjectionRows, ValueTask>? effect, CancellationToken cancellation) => InTransaction(
        async connection =>
        {
            // The lock comes first, so that what the effect reads is what the owner before left.
            if (!await checkpoints.Move(connection, move, cancellation))
            {
                return false;
            }

            if (effect is not null)
            {
                var buffered = new BufferedRows((keys, stop) => rows.Read(connection, move.Consumer, move.Shard, keys, stop));
                await effect(buffered);
                await rows.Write(connection, move.Consumer, move.Shard, buffered.Changes, cancellation);
            }

            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public async ValueTask Restart(string consumer, long position, long end, CancellationToken cancellation) => await InTransaction(
        async connection =>
        {
            var known = await checkpoints.LockAll(connection, consumer, cancellation);
            await rows.DeleteAll(connection, consumer, cancellation);
            if (known.Count > 0)
            {
                await checkpoints.PutAll(connection, consumer, known[0].Version, position, end, cancellation);
            }

            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProjectionRow>> Read(string consumer, RowKey from, RowKey to, int rowsMax, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowsMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowsMax, Limits.RowsPerRead);
        await using var connection = await database.OpenPooled(cancellation);
        return await rows.Read(connection, consumer, from, to, rowsMax, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<long> Erase(string consumer, RowKey from, RowKey to, CancellationToken cancellation) => InTransaction(
        async connection =>
        {
            // Whoever applies a page holds its checkpoint; with all of them held nobody writes back what is being erased.
            _ = await checkpoints.LockAll(connection, consumer, cancellation);
            return await rows.Delete(connection, consumer, from, to, cancellation);
        },
        cancellation);

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async ValueTask<T> InTransaction<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancellation)
    {
        await using var connection = await database.OpenPooled(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var hurry = new NpgsqlCommand("SET LOCAL synchronous_commit = off", connection))
        {
            await hurry.ExecuteNonQueryAsync(cancellation);
        }

        var result = await work(connection);
        await transaction.CommitAsync(cancellation);
        return result;
    }
}

using System.Text;
using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Projections.Stores.Sqlite;

namespace Personalization.Projections.Stores;

/// <summary>Checkpoints and rows in <c>projections.db</c>, beside the embedded journal. One connection writes, one at a time.</summary>
public sealed class SqliteProjectionStore : IProjectionStore
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly SqliteConnection connection;
    private readonly CheckpointRows checkpoints;
    private readonly RowTable rows;

    private SqliteProjectionStore(SqliteConnection connection)
    {
        this.connection = connection;
        checkpoints = new CheckpointRows(connection);
        rows = new RowTable(connection);
    }

    /// <summary>Opens the file in a data folder, whose lock the caller holds; throws away what is there if it cannot be read.</summary>
    public static SqliteProjectionStore Open(string folder) => new(ProjectionFile.Open(OperatingDisk.Instance, folder));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> Begin(string consumer, int version, long start, long end, CancellationToken cancellation) => InTransaction<IReadOnlyList<long>>(
        () =>
        {
            var name = Encoding.UTF8.GetBytes(consumer);
            var known = checkpoints.Read(name);
            if (known.Count > 0 && known[0].Version > version)
            {
                throw new ConsumerOutdatedException(consumer, known[0].Version, version);
            }

            if (known.Count > 0 && known[0].Version == version)
            {
                return new([.. known.Select(one => one.Position)]);
            }

            var place = known.Count == 0 ? start : 0;
            rows.DeleteAll(name);
            checkpoints.Set(name, version, place, end);
            return new([.. Enumerable.Repeat(place, Limits.Shards)]);
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> Checkpoints(string consumer, CancellationToken cancellation) =>
        Alone<IReadOnlyList<long>>(() => new([.. checkpoints.Read(Encoding.UTF8.GetBytes(consumer)).Select(one => one.Position)]), cancellation);

    /// <inheritdoc/>
    public ValueTask<bool> IsComplete(string consumer, CancellationToken cancellation) => Alone(() => new ValueTask<bool>(checkpoints.IsComplete(Encoding.UTF8.GetBytes(consumer))), cancellation);

    /// <inheritdoc/>
    public ValueTask<bool> Commit(CheckpointMove move, Func<IProjectionRows, ValueTask>? effect, CancellationToken cancellation) => InTransaction(
        async () =>
        {
            var name = Encoding.UTF8.GetBytes(move.Consumer);
            if (!checkpoints.Move(name, move))
            {
                return false;
            }

            if (effect is not null)
            {
                var buffered = new BufferedRows((keys, _) => new(rows.Read(name, move.Shard, keys)));
                await effect(buffered);
                rows.Write(name, move.Shard, buffered.Changes);
            }

            return true;
        },
        cancellation);

    /// <inheritdoc/>
    public async ValueTask Restart(string consumer, long position, long end, CancellationToken cancellation) => await InTransaction(
        () =>
        {
            var name = Encoding.UTF8.GetBytes(consumer);
            rows.DeleteAll(name);
            checkpoints.PutAll(name, position, end);
            return new ValueTask<bool>(true);
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProjectionRow>> Read(string consumer, RowKey from, RowKey to, int rowsMax, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rowsMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowsMax, Limits.RowsPerRead);
        return Alone<IReadOnlyList<ProjectionRow>>(() => new(rows.Read(Encoding.UTF8.GetBytes(consumer), from, to, rowsMax)), cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<long> Erase(string consumer, RowKey from, RowKey to, CancellationToken cancellation)
    {
        var erased = await InTransaction(() => new ValueTask<long>(rows.Delete(Encoding.UTF8.GetBytes(consumer), from, to)), cancellation);
        return await Alone(
            () =>
            {
                // What was erased is in the log too, until it has been copied and cut off.
                DatabaseFile.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
                return new ValueTask<long>(erased);
            },
            cancellation);
    }

    /// <summary>Closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync();
        rows.Dispose();
        checkpoints.Dispose();
        await connection.DisposeAsync();
        turn.Dispose();
    }

    private async ValueTask<T> Alone<T>(Func<ValueTask<T>> work, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }

    private ValueTask<T> InTransaction<T>(Func<ValueTask<T>> work, CancellationToken cancellation) => Alone(
        async () =>
        {
            DatabaseFile.Execute(connection, "BEGIN IMMEDIATE");
            try
            {
                var result = await work();
                DatabaseFile.Execute(connection, "COMMIT");
                return result;
            }
            finally
            {
                // After an error; SQLite may have rolled back by itself, and a second time is an error.
                if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                {
                    DatabaseFile.Execute(connection, "ROLLBACK");
                }
            }
        },
        cancellation);
}

using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;

namespace Personalization.Projections.Stores.Sqlite;

/// <summary>The table of checkpoints, inside somebody's transaction.</summary>
internal sealed class CheckpointRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement select = new(connection, "SELECT version, position FROM checkpoints WHERE consumer = ?1 ORDER BY shard");
    private readonly Statement upsert = new(connection, "INSERT OR REPLACE INTO checkpoints (consumer, shard, version, position, complete_at) VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly Statement move = new(connection, "UPDATE checkpoints SET position = ?5 WHERE consumer = ?1 AND shard = ?2 AND version = ?3 AND position = ?4 RETURNING 1");
    private readonly Statement isComplete = new(connection, "SELECT count(*) > 0 AND min(position >= complete_at) FROM checkpoints WHERE consumer = ?1");
    private readonly Statement putAll = new(connection, "UPDATE checkpoints SET position = ?2, complete_at = ?3 WHERE consumer = ?1");

    public IReadOnlyList<(int Version, long Position)> Read(ReadOnlySpan<byte> consumer)
    {
        var found = new List<(int, long)>();
        select.Bind(1, consumer);
        while (select.Step())
        {
            found.Add(((int)select.Number(0), select.Number(1)));
        }

        select.Reset();
        return found;
    }

    /// <summary>Makes the checkpoints of all shards, or puts them under a version and to a place.</summary>
    public void Set(ReadOnlySpan<byte> consumer, int version, long position, long completeAt)
    {
        for (var shard = 0; shard < Limits.Shards; shard++)
        {
            upsert.Bind(1, consumer).Bind(2, shard).Bind(3, version).Bind(4, position).Bind(5, completeAt).Run();
        }
    }

    /// <summary>Whether the checkpoint was where it had to be; it is at its new place then.</summary>
    public bool Move(ReadOnlySpan<byte> consumer, in CheckpointMove to)
    {
        var moved = move.Bind(1, consumer).Bind(2, to.Shard).Bind(3, to.Version).Bind(4, to.From).Bind(5, to.To).Step();
        move.Reset();
        return moved;
    }

    public void PutAll(ReadOnlySpan<byte> consumer, long position, long completeAt) => putAll.Bind(1, consumer).Bind(2, position).Bind(3, completeAt).Run();

    public bool IsComplete(ReadOnlySpan<byte> consumer)
    {
        var complete = isComplete.Bind(1, consumer).Step() && isComplete.Number(0) != 0;
        isComplete.Reset();
        return complete;
    }

    public void Dispose()
    {
        select.Dispose();
        upsert.Dispose();
        move.Dispose();
        isComplete.Dispose();
        putAll.Dispose();
    }
}

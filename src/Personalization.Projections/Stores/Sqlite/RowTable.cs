using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;

namespace Personalization.Projections.Stores.Sqlite;

/// <summary>The table of rows, inside somebody's transaction.</summary>
internal sealed class RowTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement select = new(connection, "SELECT payload FROM rows WHERE consumer = ?1 AND key = ?2 AND shard = ?3");
    private readonly Statement range = new(connection, "SELECT key, shard, payload FROM rows WHERE consumer = ?1 AND key >= ?2 AND key < ?3 ORDER BY key, shard LIMIT ?4");
    private readonly Statement upsert = new(connection, "INSERT OR REPLACE INTO rows (consumer, key, shard, payload) VALUES (?1, ?2, ?3, ?4)");
    private readonly Statement delete = new(connection, "DELETE FROM rows WHERE consumer = ?1 AND key = ?2 AND shard = ?3");
    private readonly Statement deleteRange = new(connection, "DELETE FROM rows WHERE consumer = ?1 AND key >= ?2 AND key < ?3");
    private readonly Statement deleteAll = new(connection, "DELETE FROM rows WHERE consumer = ?1");
    private readonly Statement changes = new(connection, "SELECT changes()");

    public IReadOnlyList<byte[]?> Read(ReadOnlySpan<byte> consumer, int shard, IReadOnlyList<RowKey> keys)
    {
        var found = new byte[]?[keys.Count];
        select.Bind(1, consumer).Bind(3, shard);
        for (var at = 0; at < found.Length; at++)
        {
            found[at] = select.Bind(2, keys[at].Bytes).Step() ? select.Blob(0).ToArray() : null;
            select.Reset();
        }

        return found;
    }

    public IReadOnlyList<ProjectionRow> Read(ReadOnlySpan<byte> consumer, RowKey from, RowKey to, int rowsMax)
    {
        var found = new List<ProjectionRow>();
        range.Bind(1, consumer).Bind(2, from.Bytes).Bind(3, to.Bytes).Bind(4, rowsMax);
        while (range.Step())
        {
            found.Add(new ProjectionRow(RowKey.Of(range.Blob(0).ToArray()), (int)range.Number(1), range.Blob(2).ToArray()));
        }

        range.Reset();
        return found;
    }

    public void Write(ReadOnlySpan<byte> consumer, int shard, SortedDictionary<RowKey, byte[]?> changed)
    {
        foreach (var (key, payload) in changed)
        {
            if (payload is null)
            {
                delete.Bind(1, consumer).Bind(2, key.Bytes).Bind(3, shard).Run();
            }
            else
            {
                upsert.Bind(1, consumer).Bind(2, key.Bytes).Bind(3, shard).Bind(4, payload).Run();
            }
        }
    }

    public long Delete(ReadOnlySpan<byte> consumer, RowKey from, RowKey to)
    {
        deleteRange.Bind(1, consumer).Bind(2, from.Bytes).Bind(3, to.Bytes).Run();
        changes.Step();
        var deleted = changes.Number(0);
        changes.Reset();
        return deleted;
    }

    public void DeleteAll(ReadOnlySpan<byte> consumer) => deleteAll.Bind(1, consumer).Run();

    public void Dispose()
    {
        Statement[] all = [select, range, upsert, delete, deleteRange, deleteAll, changes];
        foreach (var statement in all)
        {
            statement.Dispose();
        }
    }
}

using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Index;

/// <summary>Reads the entries of runs from disk. One thread at a time.</summary>
internal sealed class IndexReader : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement select;
    private readonly List<IndexEntry> block = [];

    public IndexReader(IDisk disk, string path)
    {
        connection = DatabaseFile.OpenReader(disk, path);
        select = new Statement(connection, "SELECT payload FROM blocks WHERE id = ?1");
    }

    /// <summary>Appends the entries of a subject's hash from one version to another, both included, in order.</summary>
    public void Collect(IndexRun run, ulong subjectHash, long fromVersion, long toVersion, List<IndexEntry> into)
    {
        var end = new IndexFence(subjectHash, toVersion);
        for (var at = run.FirstBlock(subjectHash, fromVersion); at < run.Fences.Length && run.Fences[at].CompareTo(end) <= 0; at++)
        {
            CollectBlock(run, at, subjectHash, fromVersion, toVersion, into);
        }
    }

    /// <summary>Appends the newest entries of a subject's hash, at least one where there are any.</summary>
    public void CollectNewest(IndexRun run, ulong subjectHash, List<IndexEntry> into)
    {
        var last = ~Array.BinarySearch(run.Fences, new IndexFence(subjectHash, long.MaxValue)) - 1;
        if (last >= 0)
        {
            CollectBlock(run, last, subjectHash, 1, long.MaxValue, into);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        select.Dispose();
        connection.Dispose();
    }

    private void CollectBlock(IndexRun run, int ordinal, ulong subjectHash, long fromVersion, long toVersion, List<IndexEntry> into)
    {
        block.Clear();
        ReadBlock(select, run.BlockId(ordinal), block);
        foreach (var entry in block)
        {
            if (entry.SubjectHash == subjectHash && entry.Version >= fromVersion && entry.Version <= toVersion)
            {
                into.Add(entry);
            }
        }
    }

    /// <summary>Appends all entries of a block. Throws <see cref="JournalDamagedException"/> where it is missing or damaged.</summary>
    public static void ReadBlock(Statement select, long blockId, List<IndexEntry> into)
    {
        select.Bind(1, blockId);
        try
        {
            IndexBlock.Read(select.Step() ? select.Blob(0) : throw new InvalidDataException("The block is missing."), blockId, into);
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException($"block {blockId}: {e.Message}", e);
        }
        catch (SqliteException e) when (DatabaseFile.IsDamage(e))
        {
            throw new JournalDamagedException($"block {blockId}: {e.Message}", e);
        }
        finally
        {
            select.Reset();
        }
    }
}

using Personalization.Core.Codecs;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Index;

/// <summary>Writes sorted entries as the blocks of a new run. The caller holds the transaction.</summary>
internal sealed class RunWriter(IndexStore store, long runId, long entriesMax, long subjectsMax) : IDisposable
{
    private readonly Statement insert = new(store.Connection, "INSERT INTO blocks (id, payload) VALUES (?1, ?2)");
    private readonly SubjectFilter filter = new(entriesMax + subjectsMax);
    private readonly List<IndexFence> fences = [];
    private readonly IndexEntry[] block = new IndexEntry[Limits.BlockEntriesMax];
    private readonly ByteWriter bytes = new();
    private long entries, subjects;
    private ulong lastSubject;
    private int filled;

    /// <summary>How many blocks are written.</summary>
    public int Blocks => fences.Count;

    /// <summary>Adds the next entry in order.</summary>
    public void Add(in IndexEntry entry)
    {
        if (entries == 0 || entry.SubjectHash != lastSubject)
        {
            filter.Add(FilterKey.Of(entry.SubjectHash));
            lastSubject = entry.SubjectHash;
            subjects++;
        }

        filter.Add(FilterKey.Of(entry.SubjectHash, entry.EventIdHash));
        block[filled++] = entry;
        entries++;
        if (filled == block.Length)
        {
            WriteBlock();
        }
    }

    /// <summary>Writes what is left and gives the run.</summary>
    public IndexRun Finish(int level, long firstCommit, long lastCommit, ulong lastChecksum)
    {
        if (filled > 0)
        {
            WriteBlock();
        }

        return new IndexRun(runId, level, firstCommit, lastCommit, lastChecksum, entries, subjects, [.. fences], filter);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        bytes.Dispose();
    }

    private void WriteBlock()
    {
        var blockId = IndexRun.BlockId(runId, fences.Count);
        IndexBlock.Write(bytes, block.AsSpan(0, filled), blockId);
        insert.Bind(1, blockId).Bind(2, bytes.Written).Run();
        fences.Add(new IndexFence(block[0].SubjectHash, block[0].Version));
        filled = 0;
    }
}

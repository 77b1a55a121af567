namespace Personalization.Journal.Index;

/// <summary>Reads a run's entries in order, a block at a time.</summary>
internal sealed class RunCursor(IndexStore store, IndexRun run)
{
    private readonly List<IndexEntry> block = [];
    private int ordinal = -1, at;

    /// <summary>The entry under the cursor.</summary>
    public IndexEntry Current => block[at];

    /// <summary>Moves to the next entry; false after the last.</summary>
    public bool Next()
    {
        if (++at < block.Count)
        {
            return true;
        }

        if (++ordinal >= run.Fences.Length)
        {
            return false;
        }

        block.Clear();
        at = 0;
        store.ReadBlock(run, ordinal, block);
        return true;
    }
}

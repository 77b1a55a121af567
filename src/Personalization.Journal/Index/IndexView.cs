namespace Personalization.Journal.Index;

/// <summary>What the index consists of at one moment; never changed, only replaced (the last table of recent entries still grows).</summary>
internal sealed class IndexView(IndexRun[] runs, RecentEntries[] recent)
{
    private readonly SubjectFilter[] filters = [.. recent.Reverse().Select(table => table.Filter), .. runs.Reverse().Select(run => run.Filter)];

    /// <summary>The runs, oldest first.</summary>
    public IndexRun[] Runs { get; } = runs;

    /// <summary>The tables of recent entries, oldest first; all of them newer than the runs. The last one takes the new entries.</summary>
    public RecentEntries[] Recent { get; } = recent;

    /// <summary>The table that takes the new entries.</summary>
    public RecentEntries Active => Recent[^1];

    /// <summary>How many readers may still read its runs from disk; changed under the index's lock.</summary>
    public int Readers { get; set; }

    /// <summary>Whether any part may hold the key.</summary>
    public bool MayContain(in FilterKey key)
    {
        foreach (var filter in filters)
        {
            if (filter.MayContain(key))
            {
                return true;
            }
        }

        return false;
    }
}

namespace Personalization.Journal.Index;

/// <summary>A subject's entries in a <see cref="RecentEntries"/>, as they were when it was asked; later ones do not show.</summary>
internal readonly struct RecentStream(IndexEntry[] entries, int[] previous, int last)
{
    /// <summary>The newest entry.</summary>
    public IndexEntry Newest => entries[last];

    /// <summary>The entries from the newest to the oldest.</summary>
    public IEnumerable<IndexEntry> NewestFirst()
    {
        for (var at = last; at >= 0; at = previous[at])
        {
            yield return entries[at];
        }
    }
}

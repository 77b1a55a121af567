namespace Personalization.Journal.Audit.Verifying;

/// <summary>The commits that could not be read, as ranges: a torn file makes few of them, however large.</summary>
internal sealed class DamagedCommits
{
    private readonly List<(long First, long Last, string Reason)> ranges = [];

    /// <summary>Adds a commit behind those that were added before.</summary>
    public void Add(long commit, string reason)
    {
        if (ranges.Count > 0 && ranges[^1].Last == commit - 1)
        {
            ranges[^1] = ranges[^1] with { Last = commit };
            return;
        }

        ranges.Add((commit, commit, reason));
    }

    /// <summary>Whether a commit could not be read.</summary>
    public bool Contains(long commit)
    {
        int low = 0, high = ranges.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ranges[middle].Last < commit ? (middle + 1, high) : (low, middle);
        }

        return low < ranges.Count && ranges[low].First <= commit;
    }

    /// <summary>A finding for each range.</summary>
    public IEnumerable<AuditFinding> Findings() => ranges.Select(one => new AuditFinding(
        AuditFindingKind.CommitDamaged,
        one.First == one.Last ? $"Commit {one.First} cannot be read: {one.Reason}" : $"Commits {one.First} to {one.Last} cannot be read, the first one because {one.Reason}")
    {
        Commit = one.First,
    });
}

namespace Personalization.Journal.Checks;

/// <summary>What a check found.</summary>
/// <param name="Commits">How many commits were looked for.</param>
/// <param name="Events">How many events were read.</param>
/// <param name="ErasedEvents">How many places of erased events there are.</param>
/// <param name="Subjects">How many subjects have events.</param>
/// <param name="Snapshots">How many snapshots and marks were looked at.</param>
/// <param name="Findings">What is wrong, at most <see cref="Limits.FindingsMax"/>.</param>
/// <param name="FindingsInAll">How much is wrong in all.</param>
/// <param name="Notes">What could not be looked at, and why that is no fault.</param>
public sealed record CheckReport(
    long Commits, long Events, long ErasedEvents, long Subjects, long Snapshots, IReadOnlyList<CheckFinding> Findings, long FindingsInAll, IReadOnlyList<string> Notes)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsGood => FindingsInAll == 0;
}

namespace Personalization.Journal.Audit.Verifying;

/// <summary>Findings in the order they were made: the first ones in full, all of them counted.</summary>
internal sealed class FindingList
{
    private readonly List<AuditFinding> findings = [];

    /// <summary>The first ones.</summary>
    public IReadOnlyList<AuditFinding> First => findings;

    /// <summary>How many there are.</summary>
    public long Total { get; private set; }

    /// <summary>Adds a finding.</summary>
    public void Add(AuditFinding finding)
    {
        Total++;
        if (findings.Count < Limits.AuditFindingsMax)
        {
            findings.Add(finding);
        }
    }
}

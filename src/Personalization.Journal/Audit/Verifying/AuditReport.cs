namespace Personalization.Journal.Audit.Verifying;

/// <summary>What an audit found.</summary>
/// <param name="Tenants">Each chain, by tenant.</param>
/// <param name="Findings">What is not as it was sealed: the first <see cref="Limits.AuditFindingsMax"/>.</param>
/// <param name="FindingsTotal">How many findings there are.</param>
/// <param name="SealedPosition">How far the journal is sealed.</param>
/// <param name="EndPosition">Where the journal ends.</param>
public sealed record AuditReport(
    IReadOnlyList<TenantAudit> Tenants, IReadOnlyList<AuditFinding> Findings, long FindingsTotal, long SealedPosition, long EndPosition)
{
    /// <summary>Whether everything is as it was sealed.</summary>
    public bool IsGood => FindingsTotal == 0;
}

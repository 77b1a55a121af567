using Personalization.Journal.Audit.Verifying;

namespace Personalization.Cli.Auditing;

/// <summary>An audit's report for machines.</summary>
internal static class AuditShape
{
    /// <summary>The report as an object.</summary>
    public static object Of(AuditReport report) => new
    {
        good = report.IsGood,
        report.SealedPosition,
        report.EndPosition,
        tenants = report.Tenants.Select(one => new
        {
            tenant = one.Tenant.Value, one.Sealed, one.Verified, one.Erased, one.Unreadable, one.Unsealed, one.Hash,
        }),
        report.FindingsTotal,
        findings = report.Findings.Select(one => new
        {
            one.Code, one.Message, tenant = one.Tenant?.Value, one.Decision, one.Position, one.Block, one.Commit, subject = one.Subject?.ToString(),
        }),
    };
}

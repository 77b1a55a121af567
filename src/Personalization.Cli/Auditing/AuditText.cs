using System.Globalization;
using Personalization.Journal.Audit.Verifying;

namespace Personalization.Cli.Auditing;

/// <summary>An audit's report for people.</summary>
internal static class AuditText
{
    /// <summary>Characters of a hash that tell two chains apart for people; machines get all of it.</summary>
    private const int HashChars = 16;

    /// <summary>Writes counts, findings and the verdict.</summary>
    public static async Task Write(AuditReport report, int anchors, Output output)
    {
        await TextTable.Write(
            output,
            ["tenant", "sealed", "verified", "erased", "unreadable", "unsealed", "hash"],
            [.. report.Tenants.Select(one => (string[])[one.Tenant.Value, Of(one.Sealed), Of(one.Verified), Of(one.Erased), Of(one.Unreadable), Of(one.Unsealed), one.Hash[..HashChars]])]);
        foreach (var finding in report.Findings)
        {
            await output.Results.WriteLineAsync($"{finding.Code}: {finding.Message}{Where(finding)}");
        }

        if (report.FindingsTotal > report.Findings.Count)
        {
            await output.Results.WriteLineAsync($"… and {Counted.Of(report.FindingsTotal - report.Findings.Count, "finding")} more");
        }

        await output.Results.WriteLineAsync(report.IsGood
            ? $"good: {Counted.Of(report.Tenants.Sum(one => one.Sealed), "decision")} as sealed{(anchors > 0 ? $", and as {Counted.Of(anchors, "anchor")} said" : "")}"
            : $"bad: {Counted.Of(report.FindingsTotal, "finding")}");
    }

    private static string Where(AuditFinding finding)
    {
        string?[] parts = [finding.Subject?.ToString() ?? finding.Tenant?.Value, finding.Block is { } block ? $"block {block}" : null];
        var known = string.Join(", ", parts.Where(part => part is not null));
        return known.Length == 0 ? "" : $" ({known})";
    }

    private static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

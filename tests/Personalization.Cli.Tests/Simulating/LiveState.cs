using Personalization.Samples.Saas;

namespace Personalization.Cli.Tests.Simulating;

/// <summary>What profiles hold after a history, worked out plainly.</summary>
internal static class LiveState
{
    /// <summary>The users whose latest import since a time failed.</summary>
    public static IReadOnlyCollection<string> OpenImportFailures(IEnumerable<HistoryEvent> history, DateTimeOffset since)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in history.Where(one => one.Timestamp >= since && one.Type == "track"))
        {
            _ = one.Name switch
            {
                "import_failed" => open.Add(one.UserId!),
                "import_completed" => open.Remove(one.UserId!),
                _ => false,
            };
        }

        return open;
    }

    /// <summary>For every account the share of its runs that is used in the month of a time.</summary>
    public static IReadOnlyCollection<double> RunsShares(IReadOnlyList<HistoryEvent> history, DateTimeOffset at)
    {
        var runs = history.Where(one => one.Type == "track" && one.Fields.Any(field => field is { Name: "meter", Value: "runs" })).ToList();
        var used = runs.Where(one => one.Name == "quota_used" && (one.Timestamp.Year, one.Timestamp.Month) == (at.Year, at.Month)).ToLookup(one => one.GroupId!, Number);
        return [.. runs.Where(one => one.Name == "quota_set").GroupBy(one => one.GroupId!).Select(account => (double)used[account.Key].Sum() / Number(account.Last()))];
    }

    private static long Number(HistoryEvent one) => one.Fields.Select(field => field.Value).OfType<long>().Single();
}

using System.Globalization;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Replaying;

/// <summary>What people want to know of a replay.</summary>
internal static class JobText
{
    /// <summary>How it ended, in a line.</summary>
    public static string Summary(ReplayJob job) => job.State switch
    {
        ReplayState.Failed => $"failed: {job.FailureCode}: {job.Failure} Go on with: personalize replay resume {job.Id}",
        ReplayState.Cancelled => $"cancelled: {Result(job)} until then. Go on with: personalize replay resume {job.Id}",
        _ => Result(job),
    };

    /// <summary>0 where it came to its end and found nothing bad.</summary>
    public static ExitCode ExitCode(ReplayJob job)
    {
        var isBad = job.State != ReplayState.Done
            || (job.Kind == ReplayKind.Verify && Count(job, "different") + Count(job, "unknownCatalog") + Count(job, "missingHistory") > 0)
            || (job.Kind == ReplayKind.Backfill && Count(job, "rejected") > 0);
        return isBad ? Cli.ExitCode.Bad : Cli.ExitCode.Ok;
    }

    /// <summary>A row of a list: id, kind, state, how far, events, findings, when, what of, why it failed.</summary>
    public static string[] Row(ReplayJob job) =>
    [
        job.Id, KindOf(job.Kind), job.State.ToString().ToLowerInvariant(), job.Progress.HasShare ? Counted.Share(job.Progress.Share) : "",
        Number(Count(job, "events")), Number(job.Progress.Findings), job.CreatedAt.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), Of(job),
        job.Away.Length > 0 ? job.Away : job.FailureCode.Length > 0 ? $"{job.FailureCode}: {job.Failure}" : "",
    ];

    /// <summary>The headings of <see cref="Row"/>.</summary>
    public static string[] Headings { get; } = ["id", "kind", "state", "done", "events", "findings", "asked for", "of", "failure"];

    /// <summary>Which actions came and went and why, the most frequent first; empty for other kinds.</summary>
    public static IReadOnlyList<string[]> Changes(ReplayJob job) => [.. job.Progress.Counts
        .Where(one => one.Key.Contains('/', StringComparison.Ordinal))
        .OrderBy(one => one.Key.Split('/')[0], StringComparer.Ordinal).ThenByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => (string[])[one.Key.Split('/', 2)[0], one.Key.Split('/', 2)[1], Number(one.Value)])];

    private static string Result(ReplayJob job) => job.Kind switch
    {
        ReplayKind.Rebuild => $"{Counted.Of(Count(job, "events"), "event")}: {Number(Count(job, "imported"))} copied to {job.Into}, {Number(Count(job, "present"))} were there before",
        ReplayKind.WhatIf => $"{Counted.Of(Count(job, "decisions"), "decision")}: {Number(Count(job, "changed"))} change, {Number(Count(job, "unchanged"))} stay{Rest(job)}",
        ReplayKind.Verify => $"{Counted.Of(Count(job, "decisions"), "decision")}: {Number(Count(job, "identical"))} identical, {Number(Count(job, "different"))} different{Rest(job)}",
        _ => $"{Number(Count(job, "accepted"))} accepted, {Number(Count(job, "duplicates"))} duplicates, {Number(Count(job, "rejected"))} rejected",
    };

    private static string Rest(ReplayJob job) => string.Concat(
        new[] { ("unknownCatalog", "of an unknown catalog"), ("missingHistory", "without their history"), ("copied", "copied from another tenant") }
            .Where(one => Count(job, one.Item1) > 0)
            .Select(one => $", {Number(Count(job, one.Item1))} {one.Item2}"));

    private static string Of(ReplayJob job) =>
        job.Into.Length > 0 ? "into " + job.Into : job.ImportFile.Length > 0 ? job.ImportFile : job.Queue.Length > 0 ? "queue " + job.Queue : job.Catalog.Length > 0 ? "catalog " + job.Catalog[..Math.Min(12, job.Catalog.Length)] : "";

    private static string KindOf(ReplayKind kind) => kind == ReplayKind.WhatIf ? "what-if" : kind.ToString().ToLowerInvariant();

    private static long Count(ReplayJob job, string name) => job.Progress.Counts.TryGetValue(name, out var count) ? count : 0;

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

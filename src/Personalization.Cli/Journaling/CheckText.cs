using Personalization.Journal.Checks;

namespace Personalization.Cli.Journaling;

/// <summary>The report of a check, for people and for machines.</summary>
internal static class CheckText
{
    /// <summary>Writes findings, notes and the verdict.</summary>
    public static async Task Write(CheckReport report, int anchors, Output output)
    {
        foreach (var finding in report.Findings)
        {
            await output.Results.WriteLineAsync($"{finding.File}: {finding.Message}\n  {finding.Advice}");
        }

        if (report.FindingsInAll > report.Findings.Count)
        {
            await output.Results.WriteLineAsync($"… and {Counted.Of(report.FindingsInAll - report.Findings.Count, "finding")} more");
        }

        foreach (var note in report.Notes)
        {
            await output.Results.WriteLineAsync("note: " + note);
        }

        var read = $"{Counted.Of(report.Events, "event")} of {Counted.Of(report.Subjects, "subject")}";
        var commits = report.Commits > 0 ? $" in {Counted.Of(report.Commits, "commit")}" : "";
        var held = anchors > 0 ? $", as {Counted.Of(anchors, "anchor")} said" : "";
        await output.Results.WriteLineAsync(report.IsGood ? $"good: {read}{commits}{held}" : $"bad: {Counted.Of(report.FindingsInAll, "finding")}; read {read}{commits}");
    }

    /// <summary>The report as an object.</summary>
    public static object Shape(CheckReport report) => new
    {
        good = report.IsGood, report.Commits, report.Events, report.ErasedEvents, report.Subjects, report.Snapshots, report.FindingsInAll, report.Findings, report.Notes,
    };
}

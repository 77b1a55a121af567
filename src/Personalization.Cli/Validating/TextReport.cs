using System.Text;

namespace Personalization.Cli.Validating;

/// <summary>Findings for people: each with its place, its line and what to do, and one line at the end.</summary>
internal static class TextReport
{
    public static string Write(Findings findings)
    {
        var text = new StringBuilder();
        foreach (var problem in findings.Problems)
        {
            text.Append(problem.Render()).Append('\n');
        }

        return text.Append(findings.AreGood ? Good(findings) : Bad(findings)).ToString();
    }

    private static string Good(Findings findings)
    {
        var catalog = findings.Catalog!;
        var events = findings.Events is { } checkedEvents ? $", {Counted.Of(checkedEvents, "sample event")} accepted" : "";
        var warnings = findings.Warnings > 0 ? $", {Counted.Of(findings.Warnings, "warning")}" : "";
        return $"ok: {catalog.Name} {catalog.Hash.Short} · {Counted.Of(catalog.Events.Length, "event")}, "
            + $"{Counted.Of(catalog.Actions.Length, "action")} on {Counted.Of(catalog.Surfaces.Length, "surface")}{events}{warnings}";
    }

    private static string Bad(Findings findings) => $"{Counted.Of(findings.Errors, "error")}, {Counted.Of(findings.Warnings, "warning")}";
}

using System.Globalization;
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

        return text.Append(findings.AreGood ? Good(findings) : Counted(findings)).ToString();
    }

    private static string Good(Findings findings)
    {
        var catalog = findings.Catalog!;
        var events = findings.Events is { } checkedEvents ? $", {checkedEvents.ToString("N0", CultureInfo.InvariantCulture)} sample {Plural("event", checkedEvents)} accepted" : "";
        var warnings = findings.Warnings > 0 ? $", {findings.Warnings} {Plural("warning", findings.Warnings)}" : "";
        return $"ok: {catalog.Name} {catalog.Hash.Short} · {catalog.Events.Length} {Plural("event", catalog.Events.Length)}, "
            + $"{catalog.Actions.Length} {Plural("action", catalog.Actions.Length)} on {catalog.Surfaces.Length} {Plural("surface", catalog.Surfaces.Length)}{events}{warnings}";
    }

    private static string Counted(Findings findings) =>
        $"{findings.Errors} {Plural("error", findings.Errors)}, {findings.Warnings} {Plural("warning", findings.Warnings)}";

    private static string Plural(string one, long count) => count == 1 ? one : one + "s";
}

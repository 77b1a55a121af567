using System.Text.RegularExpressions;

namespace Personalization.Gateway.Tests.Telemetry.Observability;

/// <summary>Finds the metrics that an expression of PromQL reads.</summary>
internal static partial class PromQl
{
    private static readonly HashSet<string> Words = new(["and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "group_left", "group_right"], StringComparer.Ordinal);

    /// <summary>The names: what is left without labels, groupings, ranges, functions and words.</summary>
    public static IEnumerable<string> Metrics(string expression) => Name()
        .Matches(Noise().Replace(expression, " "))
        .Where(match => !match.Groups["call"].Success && !Words.Contains(match.Groups["name"].Value))
        .Select(match => match.Groups["name"].Value)
        .Distinct(StringComparer.Ordinal);

    [GeneratedRegex("""\{[^}]*\}|\[[^\]]*\]|"[^"]*"|\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\b(?<name>[a-zA-Z_][a-zA-Z0-9_:]*)\b(?<call>\s*\()?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}

using System.Globalization;
using Personalization.Authoring.Sources;

namespace Personalization.Authoring.Definitions;

/// <summary>Lengths of time as catalogs write them: <c>30m</c>, <c>6h</c>, <c>7d</c>.</summary>
internal static class Durations
{
    /// <summary>The longest that caps, gaps and cool-downs look back: what is longer is a lifetime, and must be written as one.</summary>
    private static readonly TimeSpan RestMax = TimeSpan.FromDays(3_650);

    /// <summary>Reads how far back something rests, or null where it does not; one that is too long is reported.</summary>
    public static TimeSpan? ReadRest(SourceNode? node, ProblemList problems)
    {
        var rest = node is null ? (TimeSpan?)null : Parse(node.Text);
        if (rest > RestMax)
        {
            problems.Add(node!.Place, "out_of_range", $"It reaches at most {RestMax.Days}d back.", "A cap without `window` counts a lifetime.");
        }

        return rest;
    }

    /// <summary>Reads a duration that the schema has let through.</summary>
    public static TimeSpan Parse(string text)
    {
        var count = int.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7 * count),
            _ => throw new FormatException($"`{text}` is not a duration."),
        };
    }
}

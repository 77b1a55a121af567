using System.Globalization;

namespace Personalization.Authoring.Definitions;

/// <summary>Lengths of time as catalogs write them: <c>30m</c>, <c>6h</c>, <c>7d</c>.</summary>
internal static class Durations
{
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

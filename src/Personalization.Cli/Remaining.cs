using System.Globalization;

namespace Personalization.Cli;

/// <summary>Lengths of time for people: <c>40 s</c>, <c>3 min 5 s</c>, <c>2 h 10 min</c>.</summary>
internal static class Remaining
{
    /// <summary>Rounded up to whole seconds; beyond an hour to minutes.</summary>
    public static string Of(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(time.TotalSeconds);
        FormattableString text = seconds switch
        {
            < 60 => $"{seconds} s",
            < 3600 => $"{seconds / 60} min {seconds % 60} s",
            _ => $"{seconds / 3600} h {seconds / 60 % 60} min",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}

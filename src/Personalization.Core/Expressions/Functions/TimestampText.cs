using System.Globalization;

namespace Personalization.Core.Expressions.Functions;

/// <summary>Reads RFC 3339 timestamps to the nanosecond: <c>2026-03-01T09:30:00.5Z</c>, <c>2026-03-01T09:30:00+01:00</c>.</summary>
internal static class TimestampText
{
    private const int FractionDigitsMax = 9;
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>Reads a timestamp; false where it is malformed or outside the years 1 to 9999.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CelTimestamp timestamp)
    {
        timestamp = default;
        const int SecondsLength = 19;
        if (text.Length <= SecondsLength || !DateTime.TryParseExact(
            text[..SecondsLength], Seconds, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var local))
        {
            return false;
        }

        var rest = text[SecondsLength..];
        if (!TryTakeFraction(ref rest, out var nanoseconds) || !TryReadOffset(rest, out var offsetMinutes))
        {
            return false;
        }

        var milliseconds = new DateTimeOffset(local).ToUnixTimeMilliseconds() - (offsetMinutes * 60_000L);
        timestamp = new CelTimestamp(milliseconds + (nanoseconds / 1_000_000), nanoseconds % 1_000_000);
        return timestamp.IsInRange;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<char> rest, out int nanoseconds)
    {
        nanoseconds = 0;
        if (rest is not ['.', ..])
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > FractionDigitsMax)
        {
            return false;
        }

        nanoseconds = int.Parse(rest.Slice(1, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        for (var at = digits; at < FractionDigitsMax; at++)
        {
            nanoseconds *= 10;
        }

        rest = rest[(digits + 1)..];
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text is not ['+' or '-', _, _, ':', _, _]
            || !int.TryParse(text.Slice(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text.Slice(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out minutes)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        minutes = (text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes);
        return true;
    }
}

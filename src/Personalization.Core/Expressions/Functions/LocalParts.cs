using System.Globalization;
using Personalization.Core.Calendars;

namespace Personalization.Core.Expressions.Functions;

/// <summary>What the wall of a place shows at a timestamp.</summary>
internal static class LocalParts
{
    private const int MillisecondsPerMinute = 60_000;

    /// <summary>A part of the local time: the first argument is the timestamp, the second, if there is one, the zone.</summary>
    public static Value Of(ReadOnlySpan<Value> arguments, TimeZoneTable zones, Func<LocalTime, long> part)
    {
        if (arguments[0].Kind != ValueKind.Timestamp || (arguments.Length > 1 && arguments[1].Kind != ValueKind.String))
        {
            return Errors.NoSuchOverload;
        }

        var instant = arguments[0].AsTimestamp;
        if (arguments.Length == 1)
        {
            return Value.Int(part(new LocalTime(instant.UnixMilliseconds)));
        }

        var zone = arguments[1].AsString;
        return zones.TryFind(zone, out var rules) ? Value.Int(part(rules.ToLocal(instant)))
            : TryOffset(zone, out var minutes) ? Value.Int(part(new LocalTime(instant.UnixMilliseconds + ((long)minutes * MillisecondsPerMinute))))
            : Errors.UnknownTimeZone;
    }

    /// <summary>Whether a zone is known: by its name, or as an offset.</summary>
    public static bool IsZone(string zone, TimeZoneTable zones) => zones.TryFind(zone, out _) || TryOffset(zone, out _);

    /// <summary>An offset from UTC, <c>[+-]hh:mm</c>.</summary>
    private static bool TryOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        if (digits is not [_, _, ':', _, _]
            || !int.TryParse(digits[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(digits[3..], NumberStyles.None, CultureInfo.InvariantCulture, out minutes)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        minutes = (text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes);
        return true;
    }
}

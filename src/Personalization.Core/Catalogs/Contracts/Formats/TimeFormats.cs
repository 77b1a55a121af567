namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>Dates and times of RFC 3339, section 5.6, leap seconds included.</summary>
internal static class TimeFormats
{
    private const int DateLength = 10;
    private const int MinutesPerDay = 24 * 60;
    private const int LastMinute = MinutesPerDay - 1;

    /// <summary><c>date-time</c>.</summary>
    public static bool IsDateTime(ReadOnlySpan<char> text) =>
        text.Length > DateLength && IsDate(text[..DateLength]) && text[DateLength] is 'T' or 't' && IsTime(text[(DateLength + 1)..]);

    /// <summary><c>date</c>.</summary>
    public static bool IsDate(ReadOnlySpan<char> text)
    {
        if (text.Length != DateLength || text[4] != '-' || text[7] != '-'
            || !TwoDigits(text, out var century) || !TwoDigits(text[2..], out var years)
            || !TwoDigits(text[5..], out var month) || !TwoDigits(text[8..], out var day))
        {
            return false;
        }

        var year = (century * 100) + years;
        var isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        var days = month switch
        {
            2 => isLeap ? 29 : 28,
            4 or 6 or 9 or 11 => 30,
            >= 1 and <= 12 => 31,
            _ => 0,
        };
        return day >= 1 && day <= days;
    }

    /// <summary><c>time</c>, which has an offset.</summary>
    public static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':'
            || !TwoDigits(text, out var hour) || !TwoDigits(text[3..], out var minute) || !TwoDigits(text[6..], out var second)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        var rest = text[8..];
        if (rest[0] == '.')
        {
            var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (end < 1)
            {
                return false;
            }

            rest = rest[(end + 1)..];
        }

        // A leap second is the last of a day in UTC.
        return TryReadOffset(rest, out var offset)
            && (second < 60 || ((hour * 60) + minute - offset + MinutesPerDay) % MinutesPerDay == LastMinute);
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !TwoDigits(text[1..], out var hour) || !TwoDigits(text[4..], out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        minutes = (text[0] == '-' ? -1 : 1) * ((hour * 60) + minute);
        return true;
    }

    private static bool TwoDigits(ReadOnlySpan<char> text, out int number)
    {
        var isNumber = char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]);
        number = isNumber ? ((text[0] - '0') * 10) + text[1] - '0' : 0;
        return isNumber;
    }
}

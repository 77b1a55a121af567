namespace Personalization.Core.Calendars;

/// <summary>Reads the parts of a zone's stored form one after the other; false leaves the rest without meaning.</summary>
/// <param name="text">The stored form.</param>
internal ref struct TimeZoneCursor(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>Whether a character comes next.</summary>
    public readonly bool IsAt(char next) => !rest.IsEmpty && rest[0] == next;

    /// <summary>Reads a character.</summary>
    public bool Take(char next)
    {
        if (!IsAt(next))
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    /// <summary>Reads an offset such as <c>+05:30</c>.</summary>
    public bool TryOffset(out int seconds)
    {
        seconds = 0;
        var isWest = Take('-');
        if ((!isWest && !Take('+')) || !TryNumber(2, out var hours))
        {
            return false;
        }

        int minutes = 0, odd = 0;
        if (Take(':') && (!TryNumber(2, out minutes) || (Take(':') && !TryNumber(2, out odd))))
        {
            return false;
        }

        seconds = Signed(isWest, hours, minutes, odd);
        return true;
    }

    /// <summary>Reads a single change such as <c>20160327T01Z+04</c>.</summary>
    public bool TrySingle(out OffsetChange change)
    {
        change = default;
        if (!TryNumber(4, out var year) || !TryNumber(2, out var month) || !TryNumber(2, out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > Gregorian.DaysIn(year, month)
            || !Take('T') || !TryTime(out var seconds) || !TryOffset(out var offset))
        {
            return false;
        }

        change = new OffsetChange((Gregorian.DayOf(year, month, day) * 86_400) + seconds, offset);
        return true;
    }

    /// <summary>Reads a yearly change such as <c>M3.5.0T01Z+02</c>.</summary>
    public bool TryYearly(out YearlyChange change)
    {
        change = default;
        if (!Take('M') || !TryNumber(IsDigitAt(1) ? 2 : 1, out var month) || !Take('.') || !TryNumber(1, out var week)
            || !Take('.') || !TryNumber(1, out var weekday) || !Take('T'))
        {
            return false;
        }

        var isBefore = Take('-');
        if (!TryTime(out var seconds) || !TryOffset(out var offset))
        {
            return false;
        }

        change = new YearlyChange(month, week, (DayOfWeek)weekday, isBefore ? -seconds : seconds, offset);
        return true;
    }

    // Hours, minutes and seconds without separators, the last ones only where they are not zero, then the Z of UTC.
    private bool TryTime(out int seconds)
    {
        seconds = 0;
        if (!TryNumber(2, out var hours))
        {
            return false;
        }

        int minutes = 0, odd = 0;
        if (IsDigitAt(0) && (!TryNumber(2, out minutes) || (IsDigitAt(0) && !TryNumber(2, out odd))))
        {
            return false;
        }

        seconds = Signed(isNegative: false, hours, minutes, odd);
        return Take('Z');
    }

    private bool TryNumber(int digits, out int number)
    {
        number = 0;
        if (rest.Length < digits)
        {
            return false;
        }

        for (var index = 0; index < digits; index++)
        {
            if (!IsDigitAt(index))
            {
                return false;
            }

            number = (number * 10) + (rest[index] - '0');
        }

        rest = rest[digits..];
        return true;
    }

    private readonly bool IsDigitAt(int index) => index < rest.Length && char.IsAsciiDigit(rest[index]);

    private static int Signed(bool isNegative, int hours, int minutes, int seconds)
    {
        var total = (hours * 3_600) + (minutes * 60) + seconds;
        return isNegative ? -total : total;
    }
}

namespace Personalization.Core.Calendars;

/// <summary>The two changes of a year, to and from daylight-saving time, in a zone that keeps to them for ever.</summary>
/// <param name="First">The earlier one in the calendar year.</param>
/// <param name="Second">The later one.</param>
public sealed record YearlyChanges(YearlyChange First, YearlyChange Second)
{
    // Leap years and weekdays of New Year come in all their combinations within 28 years that have no exception of a century.
    private const int SampleYear = 2001, SampleYears = 28;

    /// <summary>Whether both changes are in range, differ, and come in their order within every calendar year of UTC.</summary>
    internal bool IsSound()
    {
        if (!First.IsInRange || !Second.IsInRange || First.OffsetSeconds == Second.OffsetSeconds)
        {
            return false;
        }

        for (var year = SampleYear; year < SampleYear + SampleYears; year++)
        {
            var first = First.MillisecondsIn(year);
            var second = Second.MillisecondsIn(year);
            if (first < NewYear(year) || second <= first || second >= NewYear(year + 1))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The span between two changes that a time lies in.</summary>
    /// <param name="milliseconds">Since 1970-01-01T00:00:00Z.</param>
    internal OffsetSpan SpanAt(long milliseconds)
    {
        var year = Gregorian.DateOf(Gregorian.FloorDivide(milliseconds, Gregorian.MillisecondsPerDay)).Year;
        var first = First.MillisecondsIn(year);
        if (milliseconds < first)
        {
            return new OffsetSpan(Second.MillisecondsIn(year - 1), first, Second.OffsetSeconds * 1000L);
        }

        var second = Second.MillisecondsIn(year);
        return milliseconds < second
            ? new OffsetSpan(first, second, First.OffsetSeconds * 1000L)
            : new OffsetSpan(second, First.MillisecondsIn(year + 1), Second.OffsetSeconds * 1000L);
    }

    private static long NewYear(int year) => Gregorian.DayOf(year, 1, 1) * Gregorian.MillisecondsPerDay;
}

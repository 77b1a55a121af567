namespace Personalization.Core.Calendars;

/// <summary>A change of a zone's clocks that comes every year: the n-th or last of some weekday in a month, at a time in UTC.</summary>
/// <remarks>The day is chosen as <c>Mm.w.d</c> of POSIX TZ (RFC 9636, section 3.3.1) does; the time counts from that day's midnight in UTC instead of local time.</remarks>
/// <param name="Month">1 to 12.</param>
/// <param name="Week">1 to 4 for the first to fourth such weekday of the month, 5 for its last.</param>
/// <param name="Weekday">The weekday.</param>
/// <param name="SecondOfDay">Seconds from that day's midnight in UTC; less than zero or more than a day's where the UTC date is another one. Within 96 hours.</param>
/// <param name="OffsetSeconds">What local time is ahead of UTC from then on, in seconds.</param>
public readonly record struct YearlyChange(int Month, int Week, DayOfWeek Weekday, int SecondOfDay, int OffsetSeconds)
{
    private const int LastWeek = 5, DaysPerWeek = 7;

    /// <summary>When the change comes in a year.</summary>
    /// <param name="year">The year of the day that is chosen.</param>
    /// <returns>Milliseconds since 1970-01-01T00:00:00Z.</returns>
    internal long MillisecondsIn(long year)
    {
        var anchor = Gregorian.DayOf(year, Month, 1);
        if (Week == LastWeek)
        {
            anchor += Gregorian.DaysIn(year, Month) - DaysPerWeek;
        }
        else
        {
            anchor += (Week - 1) * DaysPerWeek;
        }

        var day = anchor + Gregorian.FloorModulo(Weekday - Gregorian.WeekdayOf(anchor), DaysPerWeek);
        return (day * Gregorian.MillisecondsPerDay) + (SecondOfDay * 1000L);
    }

    /// <summary>Whether every member is in its range.</summary>
    internal bool IsInRange =>
        Month is >= 1 and <= 12 && Week is >= 1 and <= LastWeek && Weekday is >= DayOfWeek.Sunday and <= DayOfWeek.Saturday
        && Math.Abs((long)SecondOfDay) <= Limits.YearlyChangeSecondsMax && Math.Abs((long)OffsetSeconds) <= Limits.OffsetSecondsMax;
}

namespace Personalization.Core.Calendars;

/// <summary>What calendar and clock on the wall of some place show: a date and a time of day, without the place.</summary>
/// <param name="Milliseconds">Milliseconds from 1970-01-01T00:00 of the same wall clock, as if it were never changed; negative before.</param>
public readonly record struct LocalTime(long Milliseconds) : IComparable<LocalTime>
{
    private const int MillisecondsPerHour = 3_600_000, MillisecondsPerMinute = 60_000, MillisecondsPerSecond = 1_000;

    /// <summary>The local time of a date and a time of day in the Gregorian calendar.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    /// <param name="day">From 1 to the month's last.</param>
    /// <param name="timeOfDay">From midnight, cut to milliseconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such date.</exception>
    public static LocalTime Of(int year, int month, int day, TimeOnly timeOfDay = default) => Of(new DateOnly(year, month, day), timeOfDay);

    /// <summary>The local time of a date and a time of day, cut to milliseconds.</summary>
    public static LocalTime Of(DateOnly date, TimeOnly timeOfDay = default) =>
        new((Gregorian.DayOf(date.Year, date.Month, date.Day) * Gregorian.MillisecondsPerDay) + (timeOfDay.Ticks / TimeSpan.TicksPerMillisecond));

    /// <summary>The first moment of a day.</summary>
    /// <param name="dayNumber">As <see cref="DayNumber"/>.</param>
    public static LocalTime OfDay(long dayNumber) => new(dayNumber * Gregorian.MillisecondsPerDay);

    /// <summary>Days since 1970-01-01; negative before.</summary>
    public long DayNumber => Gregorian.FloorDivide(Milliseconds, Gregorian.MillisecondsPerDay);

    /// <summary>Milliseconds since midnight on the wall clock, 0 to 86,399,999.</summary>
    public int MillisecondOfDay => (int)Gregorian.FloorModulo(Milliseconds, Gregorian.MillisecondsPerDay);

    /// <summary>The date: the year (0 to 10000 at the very edges of the calendar), the month from 1, the day of the month from 1.</summary>
    public (long Year, int Month, int Day) Date => Gregorian.DateOf(DayNumber);

    /// <summary>The day of the year, from 1.</summary>
    public int DayOfYear => (int)(DayNumber - Gregorian.DayOf(Date.Year, 1, 1)) + 1;

    /// <summary>The weekday.</summary>
    public DayOfWeek Weekday => Gregorian.WeekdayOf(DayNumber);

    /// <summary>The hour, 0 to 23.</summary>
    public int Hour => MillisecondOfDay / MillisecondsPerHour;

    /// <summary>The minute of the hour, 0 to 59.</summary>
    public int Minute => MillisecondOfDay / MillisecondsPerMinute % 60;

    /// <summary>The second of the minute, 0 to 59.</summary>
    public int Second => MillisecondOfDay / MillisecondsPerSecond % 60;

    /// <summary>The millisecond of the second, 0 to 999.</summary>
    public int Millisecond => MillisecondOfDay % MillisecondsPerSecond;

    /// <inheritdoc/>
    public int CompareTo(LocalTime other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>The form of ISO 8601 without an offset: <c>2026-03-01T09:30:00.000</c>.</summary>
    public override string ToString()
    {
        var (year, month, day) = Date;
        return $"{year:D4}-{month:D2}-{day:D2}T{Hour:D2}:{Minute:D2}:{Second:D2}.{Millisecond:D3}";
    }
}

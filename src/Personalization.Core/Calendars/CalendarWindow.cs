namespace Personalization.Core.Calendars;

/// <summary>One hour, day, week or month of a place: from when the wall first shows its beginning until it first shows the beginning of the next.</summary>
/// <remarks>
/// The windows of a unit follow each other without gap or overlap in every zone. A day has 23 or 25 hours where clocks change; an hour that
/// comes twice is one window of two hours; an hour or a date that is skipped has no window with anything in it.
/// </remarks>
/// <param name="Unit">The unit.</param>
/// <param name="Index">Which one, counted in local time; 0 holds 1970-01-01T00:00 of the place, the hour before it has -1.</param>
/// <param name="Start">The first instant inside.</param>
/// <param name="End">The first instant after it.</param>
public readonly record struct CalendarWindow(CalendarUnit Unit, long Index, Instant Start, Instant End)
{
    private const long MillisecondsPerHour = 3_600_000;
    private const int DaysPerWeek = 7, MonthsPerYear = 12, EpochYear = 1970;

    /// <summary>1970-01-01 was a Thursday; its week began on the Monday before.</summary>
    private const int EpochWeekDay = -3;

    /// <summary>The window that holds an instant.</summary>
    /// <param name="zone">The place's time zone.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="instant">In the years 1 to 9999; others are taken as the nearest.</param>
    public static CalendarWindow At(TimeZoneRules zone, CalendarUnit unit, Instant instant)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var index = IndexOf(unit, zone.ToLocal(instant));
        var end = zone.ToInstant(StartOf(unit, index + 1));
        while (end <= instant && end <= Instant.MaxValue)
        {
            // Clocks went back over the beginning of the next window, which had begun when the wall showed it first.
            index++;
            end = zone.ToInstant(StartOf(unit, index + 1));
        }

        return new CalendarWindow(unit, index, zone.ToInstant(StartOf(unit, index)), end);
    }

    /// <summary>The window of an index; empty, with its end at its start, where clocks skip all of it.</summary>
    public static CalendarWindow Of(TimeZoneRules zone, CalendarUnit unit, long index)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new CalendarWindow(unit, index, zone.ToInstant(StartOf(unit, index)), zone.ToInstant(StartOf(unit, index + 1)));
    }

    private static long IndexOf(CalendarUnit unit, LocalTime local)
    {
        switch (unit)
        {
            case CalendarUnit.Hour:
                return Gregorian.FloorDivide(local.Milliseconds, MillisecondsPerHour);
            case CalendarUnit.Day:
                return local.DayNumber;
            case CalendarUnit.Week:
                return Gregorian.FloorDivide(local.DayNumber - EpochWeekDay, DaysPerWeek);
            case CalendarUnit.Month:
                var (year, month, _) = local.Date;
                return ((year - EpochYear) * MonthsPerYear) + month - 1;
            default:
                throw new ArgumentOutOfRangeException(nameof(unit));
        }
    }

    private static LocalTime StartOf(CalendarUnit unit, long index) => unit switch
    {
        CalendarUnit.Hour => new LocalTime(index * MillisecondsPerHour),
        CalendarUnit.Day => LocalTime.OfDay(index),
        CalendarUnit.Week => LocalTime.OfDay((index * DaysPerWeek) + EpochWeekDay),
        CalendarUnit.Month => LocalTime.OfDay(Gregorian.DayOf(
            EpochYear + Gregorian.FloorDivide(index, MonthsPerYear), (int)Gregorian.FloorModulo(index, MonthsPerYear) + 1, 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };
}

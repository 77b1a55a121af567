namespace Personalization.Core.Calendars;

/// <summary>The proleptic Gregorian calendar on day numbers: days since 1970-01-01, negative before.</summary>
/// <remarks>
/// Years may lie outside of 1 to 9999, because the local calendar of the calendar's first and last hours does.
/// Formulas: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days.
/// </remarks>
internal static class Gregorian
{
    public const long MillisecondsPerDay = 86_400_000;
    private const long DaysPerEra = 146_097, YearsPerEra = 400;

    /// <summary>Days from 0000-03-01, where the eras of the formulas begin, to 1970-01-01.</summary>
    private const long EpochDay = 719_468;

    /// <summary>The day number of a date.</summary>
    public static long DayOf(long year, int month, int day)
    {
        // Years begin in March, so that the leap day comes last.
        var marchYear = month <= 2 ? year - 1 : year;
        var era = FloorDivide(marchYear, YearsPerEra);
        var yearOfEra = marchYear - (era * YearsPerEra);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * DaysPerEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - EpochDay;
    }

    /// <summary>The date of a day number.</summary>
    public static (long Year, int Month, int Day) DateOf(long dayNumber)
    {
        var shifted = dayNumber + EpochDay;
        var era = FloorDivide(shifted, DaysPerEra);
        var dayOfEra = shifted - (era * DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = (int)(dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100)));
        var marchMonth = ((5 * dayOfYear) + 2) / 153;
        var month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        return (yearOfEra + (era * YearsPerEra) + (month <= 2 ? 1 : 0), month, dayOfYear - (((153 * marchMonth) + 2) / 5) + 1);
    }

    /// <summary>The weekday of a day number.</summary>
    public static DayOfWeek WeekdayOf(long dayNumber) => (DayOfWeek)FloorModulo(dayNumber + (int)DayOfWeek.Thursday, 7);

    /// <summary>How many days a month has, 28 to 31.</summary>
    public static int DaysIn(long year, int month) =>
        (int)(month == 12 ? 31 : DayOf(year, month + 1, 1) - DayOf(year, month, 1));

    /// <summary>The quotient rounded down, also for negative numbers.</summary>
    public static long FloorDivide(long value, long by) => (value - FloorModulo(value, by)) / by;

    /// <summary>The rest of <see cref="FloorDivide"/>, never negative.</summary>
    public static long FloorModulo(long value, long by)
    {
        var rest = value % by;
        return rest < 0 ? rest + by : rest;
    }
}

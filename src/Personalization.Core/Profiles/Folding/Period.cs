using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>The periods of meters, numbered from the one that 1970-01-01T00:00:00Z lies in.</summary>
internal static class Period
{
    private const long DayMilliseconds = 86_400_000;

    // 1970-01-01, counted from 0001-01-01.
    private const long EpochDayNumber = 719_162;

    // 1970-01-01 was a Thursday: its week began three days before.
    private const long WeekShiftDays = 3;

    /// <summary>The number of the period that an instant lies in.</summary>
    public static long Index(MeterPeriod period, Instant time) => period switch
    {
        MeterPeriod.Lifetime => 0,
        MeterPeriod.Day => Days(time),
        MeterPeriod.Week => FloorDivide(Days(time) + WeekShiftDays, 7),
        MeterPeriod.Month => Month(time),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "No such period."),
    };

    /// <summary>When a period begins, or null for a lifetime.</summary>
    public static Instant? Start(MeterPeriod period, long index) => period switch
    {
        MeterPeriod.Lifetime => null,
        MeterPeriod.Day => new Instant(index * DayMilliseconds),
        MeterPeriod.Week => new Instant(((index * 7) - WeekShiftDays) * DayMilliseconds),
        MeterPeriod.Month => Instant.From(DateTimeOffset.UnixEpoch.AddMonths((int)index)),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "No such period."),
    };

    /// <summary>Division that rounds down, also below zero.</summary>
    public static long FloorDivide(long value, long divisor) => value >= 0 ? value / divisor : ((value + 1) / divisor) - 1;

    private static long Days(Instant time) => FloorDivide(time.UnixMilliseconds, DayMilliseconds);

    private static long Month(Instant time)
    {
        // Year and month in one go: asking a DateTimeOffset for each costs several times as much, and every meter read comes here.
        var (year, month, _) = DateOnly.FromDayNumber((int)(Days(time) + EpochDayNumber));
        return ((year - 1970) * 12L) + month - 1;
    }
}

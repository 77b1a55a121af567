namespace Personalization.Core.Calendars;

/// <summary>When a person is not to be disturbed, by the clock on that person's wall.</summary>
/// <param name="hours">The quiet hours of a week.</param>
public sealed class QuietHours(WeeklyHours hours)
{
    /// <summary>The quiet hours of a week.</summary>
    public WeeklyHours Hours => hours;

    /// <summary>Whether an instant is quiet at a place.</summary>
    public bool IsQuiet(TimeZoneRules zone, Instant instant)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return hours.Contains(zone.ToLocal(instant));
    }

    /// <summary>The earliest instant from <paramref name="from"/> on that is not quiet: itself where it is not.</summary>
    /// <returns>Null where it is always quiet, or quiet to the end of the calendar.</returns>
    public Instant? NextEnd(TimeZoneRules zone, Instant from) => hours.NextOutside(zone, from);
}

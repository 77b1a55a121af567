namespace Personalization.Core.Calendars;

/// <summary>The hours of the week in which something is best delivered, by the clock on the receiver's wall.</summary>
/// <param name="hours">The hours that are good.</param>
public sealed class BestTime(WeeklyHours hours)
{
    /// <summary>The same hours on some days.</summary>
    /// <param name="days">The days.</param>
    /// <param name="from">The first good moment of the day.</param>
    /// <param name="to">The first moment after; not after <paramref name="from"/> for one on the next day.</param>
    public BestTime(Weekdays days, TimeOnly from, TimeOnly to)
        : this(new WeeklyHours(new WeeklyInterval(days, from, to)))
    {
    }

    /// <summary>The hours that are good.</summary>
    public WeeklyHours Hours => hours;

    /// <summary>The earliest instant from <paramref name="from"/> on that is good and not quiet.</summary>
    /// <param name="zone">The receiver's time zone.</param>
    /// <param name="from">Where to begin; the answer where it is good itself.</param>
    /// <param name="quiet">The receiver's quiet hours, or null.</param>
    /// <returns>Null where there is none within <see cref="Limits.BestTimeDaysMax"/> days.</returns>
    public Instant? Next(TimeZoneRules zone, Instant from, QuietHours? quiet)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var last = from + TimeSpan.FromDays(Limits.BestTimeDaysMax);
        var at = from;
        while (hours.NextInside(zone, at) is { } good && good <= last)
        {
            var loud = quiet is null ? good : quiet.NextEnd(zone, good);
            if (loud is null || loud == good)
            {
                return loud;
            }

            at = loud.Value;
        }

        return null;
    }
}

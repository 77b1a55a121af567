using System.Globalization;

namespace Personalization.Core.Calendars;

/// <summary>Hours of the week by the wall clock, and the search for the next one inside or outside of them. Immutable; no query allocates.</summary>
public sealed class WeeklyHours
{
    private const int DaysPerWeek = 7;
    private const long Week = DaysPerWeek * Gregorian.MillisecondsPerDay;

    // Disjoint, not even touching, in order; milliseconds since Monday's midnight.
    private readonly (long From, long To)[] intervals;

    /// <summary>The hours that lie in any of some intervals.</summary>
    /// <param name="parts">The intervals; they may overlap. At most <see cref="Limits.WeeklyIntervalsMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too many.</exception>
    public WeeklyHours(params ReadOnlySpan<WeeklyInterval> parts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts.Length, Limits.WeeklyIntervalsMax, nameof(parts));
        var all = new List<(long From, long To)>();
        foreach (var part in parts)
        {
            Spread(part, all);
        }

        intervals = Merge(all);
    }

    /// <summary>Whether every moment of the week is inside.</summary>
    public bool IsAlways => intervals.Length == 1 && intervals[0] == (0, Week);

    /// <summary>Whether no moment of the week is inside.</summary>
    public bool IsNever => intervals.Length == 0;

    /// <summary>Whether a local time is inside.</summary>
    public bool Contains(LocalTime local) => IntervalAt(OfWeek(local.Milliseconds)) >= 0;

    /// <summary>The earliest instant from <paramref name="from"/> on whose local time is inside.</summary>
    /// <returns>Null where there is none before the year 10000, or none within <see cref="Limits.ScheduleChangesMax"/> changes of the clocks.</returns>
    public Instant? NextInside(TimeZoneRules zone, Instant from) => IsNever ? null : Next(zone, from, isInside: true);

    /// <summary>The earliest instant from <paramref name="from"/> on whose local time is outside.</summary>
    /// <returns>Null where there is none before the year 10000, or none within <see cref="Limits.ScheduleChangesMax"/> changes of the clocks.</returns>
    public Instant? NextOutside(TimeZoneRules zone, Instant from) => IsAlways ? null : Next(zone, from, isInside: false);

    /// <summary>The intervals, merged and in order, as hours since Monday's midnight: <c>22:00-31:00, 46:00-55:00</c>. Where the week begins inside of one, it is cut there.</summary>
    public override string ToString() => string.Join(", ", intervals.Select(one => $"{Clock(one.From)}-{Clock(one.To)}"));

    private static string Clock(long milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}");
    }

    private Instant? Next(TimeZoneRules zone, Instant from, bool isInside)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var at = Math.Max(from.UnixMilliseconds, Instant.MinValue.UnixMilliseconds);
        for (var spans = 0; spans <= Limits.ScheduleChangesMax && at <= Instant.MaxValue.UnixMilliseconds; spans++)
        {
            // Between two changes of the clocks the wall advances with time, so the wait can be read off the week.
            var span = zone.SpanAt(at);
            var ofWeek = OfWeek(at + span.Offset);
            var found = at + (isInside ? UntilInside(ofWeek) : UntilOutside(ofWeek));
            if (found < span.End)
            {
                return found <= Instant.MaxValue.UnixMilliseconds ? new Instant(found) : null;
            }

            at = span.End;
        }

        return null;
    }

    private long UntilInside(long ofWeek)
    {
        var index = IntervalAt(ofWeek);
        if (index >= 0)
        {
            return 0;
        }

        return ~index < intervals.Length ? intervals[~index].From - ofWeek : intervals[0].From + Week - ofWeek;
    }

    private long UntilOutside(long ofWeek)
    {
        var index = IntervalAt(ofWeek);
        if (index < 0)
        {
            return 0;
        }

        var end = intervals[index].To;
        return end == Week && intervals[0].From == 0 ? intervals[0].To + Week - ofWeek : end - ofWeek;
    }

    // The interval around a moment, or the complement of the first one after it. A week has few intervals: a scan is the fastest search.
    private int IntervalAt(long ofWeek)
    {
        for (var index = 0; index < intervals.Length; index++)
        {
            if (ofWeek < intervals[index].To)
            {
                return ofWeek >= intervals[index].From ? index : ~index;
            }
        }

        return ~intervals.Length;
    }

    // 1970-01-01 was a Thursday, three days after Monday.
    private static long OfWeek(long localMilliseconds) => Gregorian.FloorModulo(localMilliseconds + (3 * Gregorian.MillisecondsPerDay), Week);

    private static void Spread(WeeklyInterval part, List<(long From, long To)> all)
    {
        var from = part.From.Ticks / TimeSpan.TicksPerMillisecond;
        var to = part.To.Ticks / TimeSpan.TicksPerMillisecond;
        var length = to > from ? to - from : to + Gregorian.MillisecondsPerDay - from;
        for (var day = 0; day < DaysPerWeek; day++)
        {
            if (((int)part.Days & (1 << day)) == 0)
            {
                continue;
            }

            var start = (day * Gregorian.MillisecondsPerDay) + from;
            all.Add((start, Math.Min(start + length, Week)));
            if (start + length > Week)
            {
                all.Add((0, start + length - Week));
            }
        }
    }

    private static (long From, long To)[] Merge(List<(long From, long To)> all)
    {
        all.Sort();
        var merged = new List<(long From, long To)>();
        foreach (var part in all)
        {
            if (merged.Count > 0 && part.From <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, part.To));
            }
            else
            {
                merged.Add(part);
            }
        }

        return [.. merged];
    }
}

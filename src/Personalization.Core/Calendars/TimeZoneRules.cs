using System.Diagnostics.CodeAnalysis;

namespace Personalization.Core.Calendars;

/// <summary>One time zone: what its clocks are ahead of UTC, at every instant of the calendar. Immutable; no query allocates.</summary>
/// <remarks>
/// A zone is an offset, then single changes, then possibly two changes a year for ever. The yearly ones begin after the last
/// single one, or hold at all times where there is none. Stored form: <c>docs/formats/time-zones.md</c>.
/// Instants outside of the years 1 to 9999 are taken as the nearest one inside.
/// </remarks>
public sealed class TimeZoneRules
{
    // The month that holds the calendar's first or last instant on some wall begins or ends outside of the calendar.
    private const long EdgeMilliseconds = 32 * Gregorian.MillisecondsPerDay;
    private static readonly long EarliestLocal = Instant.MinValue.UnixMilliseconds - EdgeMilliseconds;
    private static readonly long LatestLocal = Instant.MaxValue.UnixMilliseconds + EdgeMilliseconds;
    private readonly long[] changes;
    private readonly long[] offsets;
    private readonly long yearlyFrom = long.MaxValue;

    private TimeZoneRules(int initialOffsetSeconds, ReadOnlySpan<OffsetChange> single, YearlyChanges? yearly)
    {
        changes = new long[single.Length];
        offsets = new long[single.Length + 1];
        offsets[0] = (yearly is not null && single.IsEmpty ? yearly.Second.OffsetSeconds : initialOffsetSeconds) * 1000L;
        for (var index = 0; index < single.Length; index++)
        {
            changes[index] = single[index].UnixSeconds * 1000;
            offsets[index + 1] = single[index].OffsetSeconds * 1000L;
        }

        Yearly = yearly;
        if (yearly is not null)
        {
            yearlyFrom = single.IsEmpty ? long.MinValue : FirstYearlyChange(yearly, changes[^1], offsets[^1]);
        }
    }

    /// <summary>UTC.</summary>
    public static TimeZoneRules Utc { get; } = new(0, [], null);

    /// <summary>The offset before the first single change, in seconds; of no meaning where there are none but yearly changes.</summary>
    internal int InitialOffsetSeconds => (int)(offsets[0] / 1000);

    /// <summary>The changes that come every year once the single ones are over, or null.</summary>
    internal YearlyChanges? Yearly { get; }

    /// <summary>How many single changes there are.</summary>
    internal int SingleCount => changes.Length;

    /// <summary>A zone from its parts; false where they make none.</summary>
    /// <param name="initialOffsetSeconds">The offset before the first single change.</param>
    /// <param name="single">The single changes in order of time, each to another offset.</param>
    /// <param name="yearly">The changes that come every year after the last single one, or null.</param>
    /// <param name="zone">The zone.</param>
    /// <returns>False for offsets beyond 18 hours, changes that are out of order, change nothing or are too many, and yearly changes that leave their year or swap.</returns>
    public static bool TryCreate(
        int initialOffsetSeconds, ReadOnlySpan<OffsetChange> single, YearlyChanges? yearly, [NotNullWhen(true)] out TimeZoneRules? zone)
    {
        zone = IsSound(initialOffsetSeconds, single) && (yearly is null || yearly.IsSound()) ? new TimeZoneRules(initialOffsetSeconds, single, yearly) : null;
        return zone is not null;
    }

    /// <summary>A zone that never changes its clocks.</summary>
    /// <param name="offsetSeconds">What local time is ahead of UTC, within 18 hours.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is beyond 18 hours.</exception>
    public static TimeZoneRules Fixed(int offsetSeconds) =>
        TryCreate(offsetSeconds, [], null, out var zone) ? zone : throw new ArgumentOutOfRangeException(nameof(offsetSeconds));

    /// <summary>Reads the stored form.</summary>
    /// <param name="text">The form that <see cref="ToString"/> writes; any other is refused.</param>
    /// <param name="zone">The zone.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TimeZoneRules? zone)
    {
        zone = text is null ? null : TimeZoneText.Read(text);
        return zone is not null;
    }

    /// <summary>What local time is ahead of UTC at an instant, in seconds; negative west of Greenwich.</summary>
    public int OffsetSecondsAt(Instant instant) => (int)(SpanAt(Inside(instant)).Offset / 1000);

    /// <summary>When the clocks are changed next after an instant; null for never again before the year 10000.</summary>
    public Instant? NextTransition(Instant instant)
    {
        var end = SpanAt(Inside(instant)).End;
        return end <= Instant.MaxValue.UnixMilliseconds ? new Instant(end) : null;
    }

    /// <summary>What the wall shows at an instant.</summary>
    public LocalTime ToLocal(Instant instant)
    {
        var inside = Inside(instant);
        return new LocalTime(inside + SpanAt(inside).Offset);
    }

    /// <summary>
    /// The first instant at which the wall shows a local time or a later one. A time that is skipped when clocks go forward gives the
    /// end of the gap; a time that comes twice when they go back gives its first coming.
    /// </summary>
    /// <returns>The instant; never decreasing as the local time grows, and a month outside of the calendar at most.</returns>
    public Instant ToInstant(LocalTime local)
    {
        // No clock is further ahead than the largest offset, so nothing earlier can show this time.
        var wanted = Math.Clamp(local.Milliseconds, EarliestLocal, LatestLocal);
        var at = wanted - (Limits.OffsetSecondsMax * 1000L);
        while (true)
        {
            var span = SpanAt(at);
            var shown = Math.Max(at, wanted - span.Offset);
            if (shown < span.End)
            {
                return new Instant(shown);
            }

            at = span.End;
        }
    }

    /// <summary>The stored form, by <c>docs/formats/time-zones.md</c>.</summary>
    public override string ToString() => TimeZoneText.Write(this);

    /// <summary>A single change, by its place in order of time.</summary>
    internal OffsetChange Single(int index) => new(changes[index] / 1000, (int)(offsets[index + 1] / 1000));

    /// <summary>The span between two changes that a time lies in.</summary>
    /// <param name="milliseconds">Since 1970-01-01T00:00:00Z; about in the years 0 to 10000.</param>
    internal OffsetSpan SpanAt(long milliseconds)
    {
        if (milliseconds >= yearlyFrom)
        {
            return Yearly!.SpanAt(milliseconds);
        }

        var found = Array.BinarySearch(changes, milliseconds);
        var index = found >= 0 ? found + 1 : ~found;
        return new OffsetSpan(
            index == 0 ? long.MinValue : changes[index - 1],
            index == changes.Length ? yearlyFrom : changes[index],
            offsets[index]);
    }

    private static long Inside(Instant instant) =>
        Math.Clamp(instant.UnixMilliseconds, Instant.MinValue.UnixMilliseconds, Instant.MaxValue.UnixMilliseconds);

    // A yearly change to the offset that holds already changes nothing, so the one after it is the first.
    private static long FirstYearlyChange(YearlyChanges yearly, long lastSingle, long offset)
    {
        var next = yearly.SpanAt(lastSingle).End;
        var after = yearly.SpanAt(next);
        return after.Offset == offset ? after.End : next;
    }

    private static bool IsSound(int initialOffsetSeconds, ReadOnlySpan<OffsetChange> single)
    {
        if (Math.Abs((long)initialOffsetSeconds) > Limits.OffsetSecondsMax || single.Length > Limits.OffsetChangesMax)
        {
            return false;
        }

        var previous = new OffsetChange(Instant.MinValue.UnixMilliseconds / 1000, initialOffsetSeconds);
        foreach (var change in single)
        {
            if (change.UnixSeconds <= previous.UnixSeconds || change.OffsetSeconds == previous.OffsetSeconds
                || change.UnixSeconds > Instant.MaxValue.UnixMilliseconds / 1000 || Math.Abs((long)change.OffsetSeconds) > Limits.OffsetSecondsMax)
            {
                return false;
            }

            previous = change;
        }

        return true;
    }
}

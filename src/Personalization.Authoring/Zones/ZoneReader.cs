using NodaTime;
using Personalization.Core.Calendars;
using Instant = Personalization.Core.Instant;

namespace Personalization.Authoring.Zones;

/// <summary>Makes the rules of a zone from its clock changes.</summary>
internal static class ZoneReader
{
    // The database lists the changes of some zones (Morocco, Palestine) up to 2087; from 2100 on every zone keeps to yearly rules or to none.
    private const int RulesFromYear = 2100, RulesToYear = 2140, ChangesPerYear = 2;

    /// <summary>Reads a zone.</summary>
    /// <param name="zone">The zone of the database.</param>
    /// <param name="start">From when on every change is kept.</param>
    public static TimeZoneRules Read(DateTimeZone zone, NodaTime.Instant start)
    {
        var initial = zone.GetUtcOffset(start).Seconds;
        var changes = Changes(zone, start, initial);
        var settled = changes.FindIndex(change => change.UnixSeconds >= NodaTime.Instant.FromUtc(RulesFromYear, 1, 1, 0, 0).ToUnixTimeSeconds());
        if (settled < 0)
        {
            return Create(initial, changes, null, zone);
        }

        var yearly = YearlyFit.Of(changes[settled..], ChangesPerYear)
            ?? throw new InvalidOperationException($"The clock changes of {zone.Id} follow no yearly rules.");
        var forEver = Create(0, [], yearly, zone);
        while (changes.Count > 0 && IsForeseen(forEver, changes, initial, start))
        {
            changes.RemoveAt(changes.Count - 1);
        }

        return Create(initial, changes, yearly, zone);
    }

    private static List<OffsetChange> Changes(DateTimeZone zone, NodaTime.Instant start, int initial)
    {
        var changes = new List<OffsetChange>();
        var end = NodaTime.Instant.FromUtc(RulesToYear, 1, 1, 0, 0);
        var offset = initial;
        foreach (var interval in zone.GetZoneIntervals(start, end).Skip(1))
        {
            // Names of zones change, and summer time becomes standard time, without a change of the clocks.
            if (interval.WallOffset.Seconds != offset)
            {
                offset = interval.WallOffset.Seconds;
                changes.Add(new OffsetChange(interval.Start.ToUnixTimeSeconds(), offset));
            }
        }

        return changes;
    }

    // Whether the last change is what the yearly rules alone make next after the change before it.
    private static bool IsForeseen(TimeZoneRules forEver, List<OffsetChange> changes, int initial, NodaTime.Instant start)
    {
        var last = At(changes[^1].UnixSeconds);
        var before = changes.Count > 1 ? changes[^2] : new OffsetChange(start.ToUnixTimeSeconds(), initial);
        return forEver.NextTransition(At(before.UnixSeconds)) == last && forEver.OffsetSecondsAt(last) == changes[^1].OffsetSeconds
            && forEver.OffsetSecondsAt(At(before.UnixSeconds)) == before.OffsetSeconds;
    }

    private static Instant At(long unixSeconds) => new(unixSeconds * 1000);

    private static TimeZoneRules Create(int initial, List<OffsetChange> changes, YearlyChanges? yearly, DateTimeZone zone) =>
        TimeZoneRules.TryCreate(initial, changes.ToArray(), yearly, out var rules)
            ? rules
            : throw new InvalidOperationException($"The clock changes of {zone.Id} make no zone.");
}

using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Calendars;

namespace Personalization.Core.Tests.Calendars;

/// <summary>Zones of the world with their rules of today or some past year, and zones that nobody has made law yet.</summary>
internal static class SampleZones
{
    public static readonly TimeZoneRules NewYork = Parse("M3.2.0T07Z-04 M11.1.0T06Z-05");
    public static readonly TimeZoneRules Berlin = Parse("M3.5.0T01Z+02 M10.5.0T01Z+01");

    /// <summary>Half an hour, in the south.</summary>
    public static readonly TimeZoneRules LordHowe = Parse("M4.1.0T-09Z+10:30 M10.1.0T-0830Z+11");

    /// <summary>Days that began at one in the morning, as Brazil's did until 2018.</summary>
    public static readonly TimeZoneRules SaoPaulo = Parse("M2.3.0T02Z-03 M10.3.0T03Z-02");

    /// <summary>Clocks that went back from one past midnight to the evening before, as Newfoundland's did until 2011.</summary>
    public static readonly TimeZoneRules StJohns = Parse("M3.2.0T0331Z-02:30 M11.1.0T0231Z-03:30");

    /// <summary>Samoa left out 2011-12-30 to change the side of the date line.</summary>
    public static readonly TimeZoneRules Apia = Parse("-10 20111230T10Z+14");

    /// <summary>Kwajalein's other way round: a whole day twice.</summary>
    public static readonly TimeZoneRules DayTwice = Parse("+11 20200930T13Z-12");

    public static readonly TimeZoneRules[] All = [TimeZoneRules.Utc, NewYork, Berlin, LordHowe, SaoPaulo, StJohns, Apia, DayTwice];

    /// <summary>Instants of all the calendar.</summary>
    public static Arbitrary<Instant> Instants { get; } = Gen.OneOf(
        from day in Gen.Choose(0, DateOnly.MaxValue.DayNumber)
        from millisecond in Gen.Choose(0, 86_399_999)
        select Instant.MinValue + TimeSpan.FromDays(day) + TimeSpan.FromMilliseconds(millisecond),
        Gen.Elements(Instant.MinValue, Instant.MaxValue, new Instant(0), new Instant(-1))).ToArbitrary();

    /// <summary>Zones, some of them with changes that lie close to each other, each with a minute of the years 2019 to 2021, mostly near a change.</summary>
    public static Arbitrary<(TimeZoneRules Zone, Instant At)> Minutes { get; } = (
        from zone in Gen.OneOf(Gen.Elements(All), Invented())
        from place in Gen.Elements(ChangesOf(zone).ToArray())
        from minutes in Gen.OneOf(Gen.Choose(-150, 150), Gen.Choose(-3000, 3000), Gen.Choose(0, 500_000))
        select (Zone: zone, At: place + TimeSpan.FromMinutes(minutes))).ToArbitrary();

    /// <summary>Zones, each with an instant of any year.</summary>
    public static Arbitrary<(TimeZoneRules Zone, Instant At)> Anywhen { get; } =
        Gen.OneOf(Minutes.Generator, Gen.Zip(Gen.OneOf(Gen.Elements(All), Invented()), Instants.Generator).Select(pair => (Zone: pair.Item1, At: pair.Item2))).ToArbitrary();

    public static Instant At(string utc) => Instant.From(DateTimeOffset.Parse(utc));

    public static TimeZoneRules Parse(string text) => TimeZoneRules.TryParse(text, out var zone) ? zone : throw new ArgumentException(text);

    private static Instant Start => At("2019-01-01T00:00:00Z");

    private static List<Instant> ChangesOf(TimeZoneRules zone)
    {
        var changes = new List<Instant> { Start };
        for (var at = zone.NextTransition(Start); at < At("2022-01-01T00:00:00Z"); at = zone.NextTransition(at.Value))
        {
            changes.Add(at.Value);
        }

        return changes;
    }

    private static Gen<TimeZoneRules> Invented() =>
        from initial in Offset
        from gaps in Gen.Choose(1, 400_000).ListOf().Resize(8)
        from offsets in Offset.ListOf(gaps.Count)
        select Invent(initial, gaps, offsets);

    private static Gen<int> Offset => Gen.Choose(-14 * 12, 14 * 12).Select(fives => fives * 300);

    private static TimeZoneRules Invent(int initial, IEnumerable<int> gapMinutes, IEnumerable<int> offsets)
    {
        var (at, changes, last) = (Start.UnixMilliseconds / 1000, new List<OffsetChange>(), initial);
        foreach (var (gap, offset) in gapMinutes.Zip(offsets).Where(pair => pair.Second != initial))
        {
            at += gap * 60L;
            if (offset != last)
            {
                changes.Add(new OffsetChange(at, last = offset));
            }
        }

        return TimeZoneRules.TryCreate(initial, changes.ToArray(), null, out var zone) ? zone : throw new InvalidOperationException("no zone");
    }
}

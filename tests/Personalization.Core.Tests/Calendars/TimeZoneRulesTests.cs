using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Calendars;

namespace Personalization.Core.Tests.Calendars;

public sealed class TimeZoneRulesTests
{
    [Theory]
    [InlineData("2026-03-08T06:59:59Z", -5)]
    [InlineData("2026-03-08T07:00:00Z", -4)]
    [InlineData("2026-11-01T05:59:59Z", -4)]
    [InlineData("2026-11-01T06:00:00Z", -5)]
    [InlineData("0001-01-01T00:00:00Z", -5)]
    [InlineData("9999-12-31T23:59:59Z", -5)]
    [InlineData("9999-07-01T00:00:00Z", -4)]
    public void Yearly_changes_hold_for_ever(string utc, int hours) => Assert.Equal(hours * 3600, SampleZones.NewYork.OffsetSecondsAt(SampleZones.At(utc)));

    [Theory]
    [InlineData("2017-05-14T02:59:59Z", -3)]
    [InlineData("2017-05-14T03:00:00Z", -4)]
    [InlineData("2017-08-13T04:00:00Z", -3)]
    [InlineData("2017-09-15T00:00:00Z", -3)]
    [InlineData("2018-04-01T03:00:00Z", -4)]
    [InlineData("2018-09-02T04:00:00Z", -3)]
    public void Yearly_changes_begin_after_the_last_single_one(string utc, int hours) =>
        Assert.Equal(hours * 3600, SampleZones.Parse("-03 20170514T03Z-04 20170813T04Z-03 M4.1.0T03Z-04 M9.1.6T28Z-03").OffsetSecondsAt(SampleZones.At(utc)));

    [Fact]
    public void The_next_transition_passes_over_a_yearly_change_that_changes_nothing()
    {
        var zone = SampleZones.Parse("-03 20170514T03Z-04 20170813T04Z-03 M4.1.0T03Z-04 M9.1.6T28Z-03");
        Assert.Equal(SampleZones.At("2018-04-01T03:00:00Z"), zone.NextTransition(SampleZones.At("2017-08-13T04:00:00Z")));
        Assert.Equal(SampleZones.At("2017-08-13T04:00:00Z"), zone.NextTransition(SampleZones.At("2017-08-13T03:59:59Z")));
    }

    [Fact]
    public void There_is_no_transition_after_the_calendar_or_the_last_change()
    {
        Assert.Null(TimeZoneRules.Utc.NextTransition(Instant.MinValue));
        Assert.Null(SampleZones.Apia.NextTransition(SampleZones.At("2011-12-30T10:00:00Z")));
        Assert.Null(SampleZones.NewYork.NextTransition(Instant.MaxValue));
    }

    [Fact]
    public void The_offset_changes_at_a_transition_and_nowhere_before() =>
        Prop.ForAll(SampleZones.Minutes, place =>
        {
            var (zone, instant) = place;
            var next = zone.NextTransition(instant) ?? Instant.MaxValue + TimeSpan.FromMilliseconds(1);
            var before = zone.OffsetSecondsAt(instant);
            return next > instant && zone.OffsetSecondsAt(new Instant(next.UnixMilliseconds - 1)) == before
                && (next >= Instant.MaxValue || zone.OffsetSecondsAt(next) != before);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-03-08T02:30", "2026-03-08T07:00:00Z")]
    [InlineData("2026-03-08T02:00", "2026-03-08T07:00:00Z")]
    [InlineData("2026-03-08T03:00", "2026-03-08T07:00:00Z")]
    [InlineData("2026-03-08T03:01", "2026-03-08T07:01:00Z")]
    public void A_skipped_local_time_is_the_end_of_the_gap(string local, string utc) => AssertInstant(local, utc);

    [Theory]
    [InlineData("2026-11-01T01:00", "2026-11-01T05:00:00Z")]
    [InlineData("2026-11-01T01:59", "2026-11-01T05:59:00Z")]
    [InlineData("2026-11-01T02:00", "2026-11-01T07:00:00Z")]
    public void A_local_time_that_comes_twice_is_its_first_coming(string local, string utc) => AssertInstant(local, utc);

    [Fact]
    public void A_local_time_is_the_first_minute_that_shows_it_or_a_later_one() =>
        Prop.ForAll(SampleZones.Minutes, Gen.Choose(-60, 60).ToArbitrary(), (place, minutes) =>
        {
            var (zone, near) = place;
            var local = new LocalTime(zone.ToLocal(near).Milliseconds + (minutes * 60_000));
            var scanned = new Instant(local.Milliseconds) - TimeSpan.FromHours(19);
            while (zone.ToLocal(scanned).Milliseconds < local.Milliseconds)
            {
                scanned += TimeSpan.FromMinutes(1);
            }

            return zone.ToInstant(local) == scanned;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Going_to_local_time_and_back_never_leads_later() =>
        Prop.ForAll(SampleZones.Anywhen, place =>
        {
            var (zone, instant) = place;
            var local = zone.ToLocal(instant);
            var back = zone.ToInstant(local);
            return back <= instant && zone.ToLocal(back).Milliseconds >= local.Milliseconds;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Instants_and_local_times_of_no_calendar_are_answered_like_its_edges()
    {
        Assert.Equal(SampleZones.NewYork.ToLocal(Instant.MaxValue), SampleZones.NewYork.ToLocal(new Instant(long.MaxValue)));
        Assert.Equal(SampleZones.NewYork.OffsetSecondsAt(Instant.MinValue), SampleZones.NewYork.OffsetSecondsAt(new Instant(long.MinValue)));
        Assert.True(SampleZones.NewYork.ToInstant(new LocalTime(long.MaxValue)) > Instant.MaxValue);
        Assert.True(SampleZones.NewYork.ToInstant(new LocalTime(long.MinValue)) < Instant.MinValue);
    }

    [Fact]
    public void No_query_allocates()
    {
        var zone = SampleZones.Parse("-03 20170514T03Z-04 20170813T04Z-03 M4.1.0T03Z-04 M9.1.6T28Z-03");
        var instant = SampleZones.At("2026-05-01T12:00:00Z");
        long sum = Ask(zone, instant);
        Assert.Equal(0, Allocations.Of(() =>
        {
            sum += Ask(zone, instant);
        }));
        Assert.NotEqual(0, sum);
    }

    private static readonly QuietHours Nights = new(new WeeklyHours(new WeeklyInterval(Weekdays.All, new TimeOnly(22, 0), new TimeOnly(7, 0))));
    private static readonly BestTime Mornings = new(Weekdays.WorkingDays, new TimeOnly(9, 0), new TimeOnly(10, 0));

    private static long Ask(TimeZoneRules zone, Instant instant) =>
        zone.OffsetSecondsAt(instant) + zone.ToLocal(instant).Hour + zone.ToInstant(new LocalTime(instant.UnixMilliseconds)).UnixMilliseconds
        + zone.NextTransition(instant)!.Value.UnixMilliseconds + CalendarWindow.At(zone, CalendarUnit.Month, instant).Index
        + Nights.NextEnd(zone, instant)!.Value.UnixMilliseconds + Mornings.Next(zone, instant, Nights)!.Value.UnixMilliseconds;

    private static void AssertInstant(string local, string utc)
    {
        var time = DateTime.Parse(local);
        Assert.Equal(SampleZones.At(utc), SampleZones.NewYork.ToInstant(LocalTime.Of(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time))));
    }
}

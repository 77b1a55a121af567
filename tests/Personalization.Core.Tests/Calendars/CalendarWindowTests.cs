using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Calendars;

namespace Personalization.Core.Tests.Calendars;

public sealed class CalendarWindowTests
{
    private static readonly Arbitrary<CalendarUnit> Units = Gen.Elements(Enum.GetValues<CalendarUnit>()).ToArbitrary();

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void An_instant_lies_in_its_window() =>
        Prop.ForAll(SampleZones.Anywhen, Units, (place, unit) =>
        {
            var (zone, instant) = place;
            var window = CalendarWindow.At(zone, unit, instant);
            return window.Start <= instant && instant < window.End && window == CalendarWindow.Of(zone, unit, window.Index);
        }).Check(Often);

    [Fact]
    public void Windows_follow_each_other_without_gap_or_overlap() =>
        Prop.ForAll(SampleZones.Minutes, Units, (place, unit) =>
        {
            var (zone, instant) = place;
            var window = CalendarWindow.At(zone, unit, instant);
            var next = CalendarWindow.At(zone, unit, window.End);
            var previous = CalendarWindow.At(zone, unit, window.Start - TimeSpan.FromMilliseconds(1));
            return next.Start == window.End && next.Index > window.Index && previous.End == window.Start && previous.Index < window.Index;
        }).Check(Often);

    [Fact]
    public void Every_instant_of_a_window_has_the_same_window() =>
        Prop.ForAll(SampleZones.Minutes, Units, (place, unit) =>
        {
            var (zone, instant) = place;
            var window = CalendarWindow.At(zone, unit, instant);
            return window == CalendarWindow.At(zone, unit, window.Start)
                && window == CalendarWindow.At(zone, unit, window.End - TimeSpan.FromMilliseconds(1));
        }).Check(Often);

    [Theory]
    [InlineData(CalendarUnit.Hour, "2026-05-06T13:45:00Z", "2026-05-06T13:00:00Z", "2026-05-06T14:00:00Z")]
    [InlineData(CalendarUnit.Day, "2026-05-06T03:45:00Z", "2026-05-05T04:00:00Z", "2026-05-06T04:00:00Z")]
    [InlineData(CalendarUnit.Day, "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")]
    [InlineData(CalendarUnit.Day, "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    [InlineData(CalendarUnit.Week, "2026-03-08T12:00:00Z", "2026-03-02T05:00:00Z", "2026-03-09T04:00:00Z")]
    [InlineData(CalendarUnit.Month, "2026-03-31T12:00:00Z", "2026-03-01T05:00:00Z", "2026-04-01T04:00:00Z")]
    public void A_window_is_what_the_calendar_on_the_wall_shows(CalendarUnit unit, string instant, string start, string end)
    {
        var window = CalendarWindow.At(SampleZones.NewYork, unit, SampleZones.At(instant));
        Assert.Equal((SampleZones.At(start), SampleZones.At(end)), (window.Start, window.End));
    }

    [Theory]
    [InlineData(CalendarUnit.Hour, 24)]
    [InlineData(CalendarUnit.Day, 1)]
    [InlineData(CalendarUnit.Week, 0)]
    [InlineData(CalendarUnit.Month, 0)]
    public void Windows_are_counted_from_the_one_that_holds_the_local_epoch(CalendarUnit unit, long indexOfNextDay)
    {
        Assert.Equal(0, CalendarWindow.At(SampleZones.Berlin, unit, SampleZones.At("1969-12-31T23:00:00Z")).Index);
        Assert.Equal(indexOfNextDay, CalendarWindow.At(SampleZones.Berlin, unit, SampleZones.At("1970-01-01T23:00:00Z")).Index);
    }

    [Fact]
    public void Weeks_begin_on_Monday() =>
        Assert.Equal(1, CalendarWindow.At(TimeZoneRules.Utc, CalendarUnit.Week, SampleZones.At("1970-01-05T00:00:00Z")).Index);

    [Fact]
    public void A_day_that_had_begun_is_not_left_when_clocks_go_back_over_its_midnight()
    {
        // The wall shows 00:00 of the next day at 02:30Z, and a minute later 23:01 of the day before again.
        var window = CalendarWindow.At(SampleZones.StJohns, CalendarUnit.Day, SampleZones.At("2020-11-01T02:40:00Z"));
        Assert.Equal(SampleZones.At("2020-11-01T02:30:00Z"), window.Start);
        Assert.Equal(SampleZones.At("2020-11-02T03:30:00Z"), window.End);
    }

    [Fact]
    public void A_skipped_day_has_an_empty_window()
    {
        var before = CalendarWindow.At(SampleZones.Apia, CalendarUnit.Day, SampleZones.At("2011-12-30T09:59:00Z"));
        var skipped = CalendarWindow.Of(SampleZones.Apia, CalendarUnit.Day, before.Index + 1);
        Assert.Equal(skipped.Start, skipped.End);
        Assert.Equal(before.Index + 2, CalendarWindow.At(SampleZones.Apia, CalendarUnit.Day, SampleZones.At("2011-12-30T10:00:00Z")).Index);
    }
}

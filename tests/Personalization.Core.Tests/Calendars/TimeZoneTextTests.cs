using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Calendars;

namespace Personalization.Core.Tests.Calendars;

public sealed class TimeZoneTextTests
{
    [Fact]
    public void The_stored_form_of_version_1_is_read_and_written_as_it_was()
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Calendars", "Golden", "zones.v1.txt")))
        {
            Assert.True(TimeZoneRules.TryParse(line, out var zone), line);
            Assert.Equal(line, zone.ToString());
        }
    }

    [Fact]
    public void A_text_means_what_the_format_says()
    {
        Assert.True(TimeZoneRules.TryCreate(
            -45, [new OffsetChange(SampleZones.At("2016-03-27T01:02:03Z").UnixMilliseconds / 1000, 5 * 3600)],
            new YearlyChanges(new YearlyChange(3, 5, DayOfWeek.Sunday, -90 * 60, 3600), new YearlyChange(10, 1, DayOfWeek.Saturday, 100 * 60, -3600)), out var zone));
        Assert.Equal("-00:00:45 20160327T010203Z+05 M3.5.0T-0130Z+01 M10.1.6T0140Z-01", zone.ToString());
    }

    [Fact]
    public void Every_zone_comes_back() =>
        Prop.ForAll(SampleZones.Minutes, place =>
        {
            var (zone, instant) = place;
            var again = SampleZones.Parse(zone.ToString());
            return again.ToString() == zone.ToString() && again.OffsetSecondsAt(instant) == zone.OffsetSecondsAt(instant)
                && again.NextTransition(instant) == zone.NextTransition(instant);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("05")]
    [InlineData("+5")]
    [InlineData("-00")]
    [InlineData("+05:00")]
    [InlineData("+05:60")]
    [InlineData("+05:30:00")]
    [InlineData("+18:00:01")]
    [InlineData("+05 ")]
    [InlineData(" +05")]
    [InlineData("+05  20160327T01Z+04")]
    [InlineData("+05 20160327T01Z+05")]
    [InlineData("+05 20160327T01+04")]
    [InlineData("+05 20160230T01Z+04")]
    [InlineData("+05 00000101T01Z+04")]
    [InlineData("+05 20160327T24Z+04")]
    [InlineData("+05 20160327T0100Z+04")]
    [InlineData("+05 20160327T01Z+04 20160327T01Z+03")]
    [InlineData("+05 20160327T01Z+04 20150327T01Z+03")]
    [InlineData("+01 M3.5.0T01Z+02 M10.5.0T01Z+01")]
    [InlineData("M3.5.0T01Z+02")]
    [InlineData("M3.5.0T01Z+02 M10.5.0T01Z+02")]
    [InlineData("M10.5.0T01Z+01 M3.5.0T01Z+02")]
    [InlineData("M3.5.0T01Z+02 M3.5.1T01Z+01")]
    [InlineData("M1.1.0T-24Z+02 M10.5.0T01Z+01")]
    [InlineData("M3.5.0T01Z+02 M12.5.0T24Z+01")]
    [InlineData("M3.6.0T01Z+02 M10.5.0T01Z+01")]
    [InlineData("M3.0.0T01Z+02 M10.5.0T01Z+01")]
    [InlineData("M3.5.7T01Z+02 M10.5.0T01Z+01")]
    [InlineData("M03.5.0T01Z+02 M10.5.0T01Z+01")]
    [InlineData("M13.5.0T01Z+02 M10.5.0T01Z+01")]
    [InlineData("M3.5.0T97Z+02 M10.5.0T01Z+01")]
    [InlineData("M3.5.0T01Z+02 M10.5.0T01Z+01 20160327T01Z+04")]
    public void A_text_that_is_not_the_one_form_of_a_zone_is_refused(string text) => Assert.False(TimeZoneRules.TryParse(text, out _));

    [Fact]
    public void Damaged_texts_are_refused_or_read_as_another_zone_but_never_crash() =>
        Prop.ForAll(SampleZones.Minutes, ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<char>(), (place, at, wrong) =>
        {
            var text = place.Zone.ToString().ToCharArray();
            text[(int)((uint)at % text.Length)] = wrong;
            return !TimeZoneRules.TryParse(new string(text), out var other) || other.ToString() == new string(text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_is_no_zone() => Assert.False(TimeZoneRules.TryParse(null, out _));

    [Fact]
    public void A_text_that_is_too_long_is_refused() => Assert.False(TimeZoneRules.TryParse("+01" + new string(' ', Limits.TimeZoneCharsMax), out _));
}

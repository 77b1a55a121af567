using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Calendars;

namespace Personalization.Core.Tests.Calendars;

public sealed class ScheduleTests
{
    private static readonly QuietHours Nights = new(new WeeklyHours(
        new WeeklyInterval(Weekdays.All, new TimeOnly(22, 0), new TimeOnly(7, 0)), new WeeklyInterval(Weekdays.Weekend, default, default)));

    private static readonly Arbitrary<WeeklyHours> AnyHours = (
        from days in Gen.Choose(0, (int)Weekdays.All)
        from fromHalf in Gen.Choose(0, 47)
        from toHalf in Gen.Choose(0, 47)
        select new WeeklyInterval((Weekdays)days, TimeOnly.MinValue.AddMinutes(30 * fromHalf), TimeOnly.MinValue.AddMinutes(30 * toHalf)))
        .ListOf().Resize(4).Select(parts => new WeeklyHours(parts.ToArray())).ToArbitrary();

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Theory]
    [InlineData("2026-05-06T21:59", false)]
    [InlineData("2026-05-06T22:00", true)]
    [InlineData("2026-05-07T06:59", true)]
    [InlineData("2026-05-07T07:00", false)]
    [InlineData("2026-05-09T12:00", true)]
    [InlineData("2026-05-10T23:59", true)]
    [InlineData("2026-05-11T06:59", true)]
    [InlineData("2026-05-11T07:00", false)]
    public void Nights_and_weekends_are_quiet(string local, bool isQuiet) =>
        Assert.Equal(isQuiet, Nights.IsQuiet(SampleZones.Berlin, SampleZones.Berlin.ToInstant(Local(local))));

    [Theory]
    [InlineData("2026-05-06T12:00", "2026-05-06T12:00")]
    [InlineData("2026-05-06T23:00", "2026-05-07T07:00")]
    [InlineData("2026-05-08T22:00", "2026-05-11T07:00")]
    [InlineData("2026-03-28T23:00", "2026-03-30T07:00")]
    public void Quiet_hours_end_by_the_wall_clock(string from, string end) => Assert.Equal(
        SampleZones.Berlin.ToInstant(Local(end)), Nights.NextEnd(SampleZones.Berlin, SampleZones.Berlin.ToInstant(Local(from))));

    [Fact]
    public void Quiet_hours_that_end_in_a_gap_end_with_it()
    {
        var quiet = new QuietHours(new WeeklyHours(new WeeklyInterval(Weekdays.All, new TimeOnly(22, 0), new TimeOnly(2, 30))));
        Assert.Equal(SampleZones.At("2026-03-29T01:00:00Z"), quiet.NextEnd(SampleZones.Berlin, SampleZones.At("2026-03-28T23:00:00Z")));
    }

    [Fact]
    public void Quiet_hours_that_end_at_a_gap_go_on_where_the_gap_ends_in_others()
    {
        var quiet = new QuietHours(new WeeklyHours(
            new WeeklyInterval(Weekdays.All, new TimeOnly(22, 0), new TimeOnly(2, 0)), new WeeklyInterval(Weekdays.All, new TimeOnly(3, 0), new TimeOnly(7, 0))));
        Assert.Equal(SampleZones.At("2026-03-29T05:00:00Z"), quiet.NextEnd(SampleZones.Berlin, SampleZones.At("2026-03-28T23:00:00Z")));
    }

    [Fact]
    public void Quiet_hours_come_twice_where_the_clock_shows_them_twice()
    {
        var quiet = new QuietHours(new WeeklyHours(new WeeklyInterval(Weekdays.All, new TimeOnly(2, 0), new TimeOnly(2, 30))));
        Assert.True(quiet.IsQuiet(SampleZones.Berlin, SampleZones.At("2026-10-25T00:15:00Z")));
        Assert.Equal(SampleZones.At("2026-10-25T00:30:00Z"), quiet.NextEnd(SampleZones.Berlin, SampleZones.At("2026-10-25T00:15:00Z")));
        Assert.True(quiet.IsQuiet(SampleZones.Berlin, SampleZones.At("2026-10-25T01:15:00Z")));
    }

    [Fact]
    public void The_end_is_the_first_minute_that_is_not_quiet() =>
        Prop.ForAll(SampleZones.Minutes, AnyHours, (from, hours) =>
            hours.NextOutside(from.Zone, from.At) == Scan(from.At, at => !hours.Contains(from.Zone.ToLocal(at)))).Check(Often);

    [Fact]
    public void The_next_good_time_is_the_first_minute_that_is_good_and_not_quiet() =>
        Prop.ForAll(SampleZones.Minutes, AnyHours, AnyHours, (from, hours, hush) =>
        {
            var quiet = new QuietHours(hush);
            return new BestTime(hours).Next(from.Zone, from.At, quiet)
                == Scan(from.At, at => hours.Contains(from.Zone.ToLocal(at)) && !quiet.IsQuiet(from.Zone, at));
        }).Check(Often);

    [Fact]
    public void A_week_that_is_all_quiet_never_ends()
    {
        var always = new WeeklyHours(
            new WeeklyInterval(Weekdays.All, new TimeOnly(6, 0), new TimeOnly(18, 0)), new WeeklyInterval(Weekdays.All, new TimeOnly(18, 0), new TimeOnly(6, 0)));
        Assert.True(always.IsAlways);
        Assert.Null(new QuietHours(always).NextEnd(SampleZones.Berlin, SampleZones.At("2026-05-06T12:00:00Z")));
        Assert.Null(new BestTime(Weekdays.All, default, default).Next(SampleZones.Berlin, SampleZones.At("2026-05-06T12:00:00Z"), new QuietHours(always)));
    }

    [Fact]
    public void The_only_loud_minute_of_a_week_is_found()
    {
        var quiet = new QuietHours(new WeeklyHours(
            new WeeklyInterval(Weekdays.All & ~Weekdays.Sunday, default, default), new WeeklyInterval(Weekdays.Sunday, default, new TimeOnly(2, 30)),
            new WeeklyInterval(Weekdays.Sunday, new TimeOnly(2, 31), default)));
        Assert.Equal(SampleZones.At("2026-04-05T00:30:00Z"), quiet.NextEnd(SampleZones.Berlin, SampleZones.At("2026-03-22T02:00:00Z")));
    }

    [Theory]
    [InlineData("2026-05-06T08:00", "2026-05-06T09:00")]
    [InlineData("2026-05-06T09:30", "2026-05-06T09:30")]
    [InlineData("2026-05-06T10:00", "2026-05-07T09:00")]
    [InlineData("2026-05-08T10:00", "2026-05-11T09:00")]
    [InlineData("2026-10-23T10:00", "2026-10-26T09:00")]
    public void The_best_time_is_the_next_nine_o_clock_of_a_working_day(string from, string best) => Assert.Equal(
        SampleZones.Berlin.ToInstant(Local(best)),
        new BestTime(Weekdays.WorkingDays, new TimeOnly(9, 0), new TimeOnly(10, 0)).Next(SampleZones.Berlin, SampleZones.Berlin.ToInstant(Local(from)), Nights));

    [Fact]
    public void No_hours_at_all_are_never_good() =>
        Assert.Null(new BestTime(Weekdays.None, default, default).Next(SampleZones.Berlin, SampleZones.At("2026-05-06T12:00:00Z"), null));

    [Fact]
    public void Nothing_is_found_after_the_calendar() =>
        Assert.Null(new BestTime(Weekdays.Monday, default, default).Next(TimeZoneRules.Utc, Instant.MaxValue, null));

    [Fact]
    public void Too_many_intervals_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeeklyHours(new WeeklyInterval[Limits.WeeklyIntervalsMax + 1]));

    private static LocalTime Local(string text) => LocalTime.Of(DateOnly.FromDateTime(DateTime.Parse(text)), TimeOnly.FromDateTime(DateTime.Parse(text)));

    private static Instant? Scan(Instant from, Func<Instant, bool> isRight)
    {
        for (var at = from; at <= from + TimeSpan.FromDays(Limits.BestTimeDaysMax); at += TimeSpan.FromMinutes(1))
        {
            if (isRight(at))
            {
                return at;
            }
        }

        return null;
    }
}

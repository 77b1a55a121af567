using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Calendars;

namespace Personalization.Core.Tests.Calendars;

public sealed class LocalTimeTests
{
    [Fact]
    public void Every_field_is_that_of_the_Gregorian_calendar() =>
        Prop.ForAll(SampleZones.Instants, instant =>
        {
            var local = new LocalTime(instant.UnixMilliseconds);
            var expected = instant.ToDateTimeOffset();
            return local.Date == (expected.Year, expected.Month, expected.Day) && local.Weekday == expected.DayOfWeek
                && local.DayOfYear == expected.DayOfYear && local.Hour == expected.Hour && local.Minute == expected.Minute
                && local.Second == expected.Second && local.Millisecond == expected.Millisecond
                && local.ToString() == expected.ToString("yyyy-MM-dd'T'HH:mm:ss.fff")
                && LocalTime.Of(DateOnly.FromDateTime(expected.DateTime), TimeOnly.FromDateTime(expected.DateTime)) == local;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_day_of_the_calendar_has_its_number()
    {
        for (var date = DateOnly.MinValue; date < DateOnly.MaxValue; date = date.AddDays(1))
        {
            var local = LocalTime.Of(date);
            Assert.Equal(date.DayNumber - new DateOnly(1970, 1, 1).DayNumber, local.DayNumber);
            Assert.Equal((date.Year, date.Month, date.Day), local.Date);
        }
    }

    [Fact]
    public void A_date_that_does_not_exist_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => LocalTime.Of(2026, 2, 29));
}

namespace Personalization.Core.Tests;

public sealed class InstantTests
{
    [Theory]
    [InlineData(0, "1970-01-01T00:00:00Z")]
    [InlineData(1, "1970-01-01T00:00:00.001Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999Z")]
    [InlineData(1772357400000, "2026-03-01T09:30:00Z")]
    public void The_text_is_RFC_3339_with_milliseconds_only_where_there_are_any(long milliseconds, string text) =>
        Assert.Equal(text, new Instant(milliseconds).ToString());

    [Fact]
    public void The_bounds_are_those_of_the_calendar()
    {
        Assert.Equal("0001-01-01T00:00:00Z", Instant.MinValue.ToString());
        Assert.Equal("9999-12-31T23:59:59.999Z", Instant.MaxValue.ToString());
    }

    [Fact]
    public void What_is_finer_than_a_millisecond_is_cut() =>
        Assert.Equal(new Instant(5), Instant.From(DateTimeOffset.UnixEpoch.AddMilliseconds(5).AddTicks(9_999)));

    [Fact]
    public void Sums_and_differences_agree()
    {
        var start = new Instant(1000);
        Assert.Equal(new Instant(61_000), start + TimeSpan.FromMinutes(1));
        Assert.Equal(start, start + TimeSpan.FromDays(400) - TimeSpan.FromDays(400));
        Assert.Equal(TimeSpan.FromMinutes(1), start + TimeSpan.FromMinutes(1) - start);
    }

    [Fact]
    public void Instants_are_ordered_by_time()
    {
        Instant early = new(1), late = new(2);
        Assert.True(early < late && late > early && early <= late && late >= early && early.CompareTo(late) < 0);
        Assert.False(late < early || early > late || late <= early || early >= late);
    }

    [Fact]
    public void Adding_and_taking_away_stay_within_the_calendar()
    {
        Assert.Equal(Instant.MaxValue, Instant.MaxValue + TimeSpan.FromMilliseconds(1));
        Assert.Equal(Instant.MinValue, Instant.MinValue - TimeSpan.FromDays(1));
    }
}

using Personalization.Core.Events;
using Personalization.Core.Expressions;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class MeterTests
{
    [Fact]
    public void Use_is_added_up_against_the_limit()
    {
        var reading = User(Spend("e1", Start, Value.Int(3)), Spend("e2", Start, Value.Double(0.5)), Grant("e3", Start, 7)).Meter(Slots.Month, Start);
        Assert.Equal((3.5, 7.0, 0.5), (reading.Used, reading.Limit, reading.Ratio));
    }

    [Fact]
    public void Tenths_add_up_exactly() =>
        Assert.Equal(1_000_000, User(Enumerable.Range(0, 10).Select(at => Spend("e" + at, Start, Value.Double(0.1)))).Meter(Slots.Lifetime, Start).UsedMillionths);

    [Fact]
    public void Without_a_limit_there_is_no_ratio()
    {
        Assert.Null(User(Spend("e1", Start, Value.Int(3))).Meter(Slots.Month, Start).Limit);
        Assert.Null(User(Spend("e1", Start, Value.Int(3))).Meter(Slots.Month, Start).Ratio);
        Assert.Null(User(Spend("e1", Start, Value.Int(3)), Grant("e2", Start, 0)).Meter(Slots.Month, Start).Ratio);
    }

    [Theory]
    [InlineData(Slots.Day, "2026-03-01T00:00:00Z", "2026-02-28T23:59:59.999Z")]
    [InlineData(Slots.Week, "2026-03-02T00:00:00Z", "2026-03-01T23:59:59.999Z")]
    [InlineData(Slots.Month, "2026-03-01T00:00:00Z", "2026-02-28T23:59:59.999Z")]
    public void A_new_period_starts_at_nothing(int meter, string start, string before)
    {
        var profile = User(Spend("e1", At(before), Value.Int(3)), Spend("e2", At(start), Value.Int(4)));

        Assert.Equal(4, profile.Meter(meter, At(start)).Used);
        Assert.Equal(At(start), profile.Meter(meter, At(start)).PeriodStart);
        Assert.Equal(3, profile.Meter(meter, At(before)).Used);
    }

    [Fact]
    public void A_limit_outlives_the_period() => Assert.Equal(7, User(Grant("e1", Start, 7)).Meter(Slots.Day, Start + Days(100)).Limit);

    [Fact]
    public void A_lifetime_has_no_start() => Assert.Null(User(Spend("e1", Start, Value.Int(3))).Meter(Slots.Lifetime, Start).PeriodStart);

    [Fact]
    public void What_contracts_refuse_is_passed_over()
    {
        var profile = User(
            Spend("e1", Start, Value.Int(-3)), Spend("e2", Start, Value.Double(double.NaN)), Spend("e3", Start, Value.Double(double.PositiveInfinity)),
            Spend("e4", Start, Text("3")), Track("e5", Start, "spent"), Grant("e6", Start, -1));

        Assert.Equal(0, profile.Meter(Slots.Month, Start).UsedMillionths);
        Assert.Null(profile.Meter(Slots.Month, Start).Limit);
    }

    [Fact]
    public void A_sum_stops_at_the_largest_number() =>
        Assert.Equal(long.MaxValue, User(Spend("e1", Start, Value.Int(long.MaxValue)), Spend("e2", Start, Value.Double(1e18))).Meter(Slots.Lifetime, Start).UsedMillionths);

    [Fact]
    public void A_level_is_the_newest_reading() =>
        Assert.Equal(9, User(Measure("e1", Start + Days(1), 9), Measure("e2", Start, 4)).Meter(Slots.Level, Start).Used);

    private static Tracked Spend(string id, Instant time, Value amount) => Track(id, time, "spent", ("amount", amount));

    private static Tracked Grant(string id, Instant time, long limit) => Track(id, time, "granted", ("limit", Value.Int(limit)));

    private static Tracked Measure(string id, Instant time, long amount) => Track(id, time, "measured", ("amount", Value.Int(amount)));
}

using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions;

public sealed class CapDetailTests
{
    [Theory]
    [InlineData(CalendarUnit.Hour, "cap once: 1 of 1 used this hour, next at 2026-03-01T13:00:00Z")]
    [InlineData(CalendarUnit.Day, "cap once: 1 of 1 used today, next at 2026-03-02T00:00:00Z")]
    [InlineData(CalendarUnit.Week, "cap once: 1 of 1 used this week, next at 2026-03-02T00:00:00Z")]
    [InlineData(CalendarUnit.Month, "cap once: 1 of 1 used this month, next at 2026-04-01T00:00:00Z")]
    public void A_cap_of_a_calendar_unit_tells_it_in_words(CalendarUnit unit, string detail) =>
        Assert.Equal(detail, Detail(cap => cap with { Window = null, Each = unit }, isServed: true));

    [Fact]
    public void A_sliding_window_is_told_as_the_catalog_writes_it() =>
        Assert.Equal("cap once: 1 of 1 used in 7d, next at 2026-03-08T12:00:00Z", Detail(cap => cap, isServed: true));

    [Fact]
    public void A_lifetime_never_ends() =>
        Assert.Equal("cap once: 1 of 1 used, never again", Detail(cap => cap with { Window = null }, isServed: true));

    [Fact]
    public void A_gap_tells_how_long_it_is() =>
        Assert.Equal("gap once: 7d between two, next at 2026-03-08T12:00:00Z", Detail(cap => cap with { IsGap = true }, isServed: true));

    [Fact]
    public void What_the_decision_chose_itself_is_not_told_as_used()
    {
        Assert.Equal("cap once: 0 of 1 used in 7d, 1 chosen before it", Detail(cap => cap, isServed: false));
        Assert.Equal("gap once: 7d between two, 1 chosen before it", Detail(cap => cap with { IsGap = true }, isServed: false));
    }

    private static string Detail(Func<CapDefinition, CapDefinition> change, bool isServed)
    {
        var office = new Office(change: catalog => catalog with { Caps = [change(catalog.Caps[0])] });
        if (isServed)
        {
            office.Serve();
        }

        var decision = DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(), office.Choose(), new DecisionId(1, 1, IsPeek: true), explain: true);
        return decision.Rejected.Last(one => one.Stage == "caps").Detail;
    }
}

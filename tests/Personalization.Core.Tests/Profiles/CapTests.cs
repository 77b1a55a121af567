using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class CapTests
{
    [Fact]
    public void A_cap_that_was_never_used_is_free_now() => Assert.Equal(new CapUse(0, 3, Start), User().Cap(Slots.Mine, Start, TimeZoneRules.Utc));

    [Fact]
    public void A_cap_is_free_again_when_its_oldest_serve_leaves_the_window()
    {
        var profile = User(Serve("e1", Start, "tip"), Serve("e2", Start + Days(1), "card"), Serve("e3", Start + Days(2), "tip"));

        Assert.Equal(new CapUse(3, 3, Start + Days(7)), profile.Cap(Slots.Mine, Start + Days(2), TimeZoneRules.Utc));
        Assert.True(profile.Cap(Slots.Mine, Start + Days(7) - TimeSpan.FromMilliseconds(1), TimeZoneRules.Utc).IsReached);
        Assert.False(profile.Cap(Slots.Mine, Start + Days(7), TimeZoneRules.Utc).IsReached);
    }

    [Fact]
    public void Two_actions_of_one_decision_count_twice() => Assert.Equal(2, User(Serve("e1", Start, "tip", "card")).Cap(Slots.Mine, Start, TimeZoneRules.Utc).Used);

    [Fact]
    public void A_lifetime_cap_is_never_free_again() =>
        Assert.Equal(new CapUse(2, 2, Instant.MaxValue), User(Serve("e1", Start, "tour"), Serve("e2", Start, "tour")).Cap(Slots.Ever, Start + Days(9999), TimeZoneRules.Utc));

    [Fact]
    public void A_cap_of_a_window_longer_than_history_counts_nothing_of_its_neighbours()
    {
        var plan = FoldPlan.Compile(Model with { Caps = Model.Caps.SetItem(2, Model.Caps[2] with { Window = Days(7 * 999_999) }) });
        var profile = World.Fold(plan, SubjectSide.User, [CountCap("e1", Start, "ours"), Serve("e2", Start, "tour")]);

        Assert.Equal(1, profile.Cap(Slots.Ever, Start, TimeZoneRules.Utc).Used);
    }

    [Fact]
    public void A_shared_cap_counts_in_the_account_and_not_in_the_user()
    {
        Assert.Equal(0, User(Serve("e1", Start, "offer")).Cap(Slots.Ours, Start, TimeZoneRules.Utc).Used);
        Assert.Equal(1, Account(CountCap("e1", Start, "ours")).Cap(Slots.Ours, Start, TimeZoneRules.Utc).Used);
    }

    [Fact]
    public void A_cap_that_the_catalog_no_longer_has_counts_nothing() =>
        Assert.Equal(0, Account(CountCap("e1", Start, "gone")).Cap(Slots.Ours, Start, TimeZoneRules.Utc).Used);
}

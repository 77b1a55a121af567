using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class TraitTests
{
    [Fact]
    public void A_trait_that_was_never_said_is_absent()
    {
        Assert.False(User().TryGetTrait(Slots.Name, null, out var value));
        Assert.True(value.IsNull);
    }

    [Fact]
    public void The_newest_event_wins_even_if_it_arrives_first() =>
        Assert.Equal("Bo", Name(User(Identify("e1", Start + Days(1), null, ("name", Text("Bo"))), Identify("e2", Start, null, ("name", Text("Ann"))))));

    [Fact]
    public void A_null_takes_a_trait_back() =>
        Assert.Null(Name(User(Identify("e1", Start, null, ("name", Text("Ann"))), Identify("e2", Start + Days(1), null, ("name", Value.Null)))));

    [Fact]
    public void A_trait_per_account_differs_between_accounts()
    {
        var profile = User(Identify("e1", Start, "acme", ("role", Text("admin"))), Identify("e2", Start, "other", ("role", Text("member"))));

        Assert.Equal("admin", Role(profile, "acme"));
        Assert.Equal("member", Role(profile, "other"));
        Assert.Null(Role(profile, null));
    }

    [Fact]
    public void A_trait_per_account_falls_back_to_the_plain_value()
    {
        var profile = User(Identify("e1", Start, null, ("role", Text("member"))), Identify("e2", Start, "acme", ("role", Text("admin"))));

        Assert.Equal("admin", Role(profile, "acme"));
        Assert.Equal("member", Role(profile, "other"));
    }

    [Fact]
    public void A_value_that_is_not_allowed_is_passed_over() => Assert.Null(Role(User(Identify("e1", Start, null, ("role", Text("king")))), null));

    [Fact]
    public void A_value_of_another_type_is_passed_over() =>
        Assert.False(User(Identify("e1", Start, null, ("beta", Text("yes")))).TryGetTrait(Slots.Beta, null, out _));

    [Fact]
    public void An_int_serves_as_a_double()
    {
        Assert.True(User(Identify("e1", Start, null, ("score", Value.Int(3)))).TryGetTrait(Slots.Score, null, out var score));
        Assert.Equal(Value.Double(3), score);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00Z")]
    [InlineData("2026-03-01T10:00:00.25Z", "2026-03-01T10:00:00.25Z")]
    [InlineData("2026-03-01T10:00:00.123456789Z", "2026-03-01T10:00:00.123Z")]
    public void A_text_in_RFC_3339_serves_as_a_timestamp(string sent, string expected)
    {
        Assert.True(User(Identify("e1", Start, null, ("born", Text(sent)))).TryGetTrait(Slots.Born, null, out var born));
        Assert.Equal(At(expected), born.AsTimestamp);
    }

    [Theory]
    [InlineData("10:00")]
    [InlineData("2026-03-01T10:00:00")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void Any_other_text_is_no_timestamp(string sent) =>
        Assert.False(User(Identify("e1", Start, null, ("born", Text(sent)))).TryGetTrait(Slots.Born, null, out _));

    [Fact]
    public void A_group_gives_an_account_its_traits_and_a_user_the_membership()
    {
        var grouped = Group("e1", Start, "acme", ("plan", Text("team")), ("size", Value.Int(12)));

        Assert.True(Account(grouped).TryGetTrait(Slots.Plan, null, out var plan));
        Assert.Equal("team", plan.AsString);
        Assert.False(User(grouped).TryGetTrait(Slots.Plan, null, out _));
        Assert.Equal("acme", User(grouped).LatestAccountId);
    }

    [Fact]
    public void The_latest_account_is_that_of_the_newest_group()
    {
        Assert.Null(User().LatestAccountId);
        Assert.Equal("b", User(Group("e1", Start + Days(2), "b"), Group("e2", Start, "a"), Group("e3", Start + Days(1), "c")).LatestAccountId);
    }

    [Fact]
    public void A_user_trait_does_not_enter_an_account() =>
        Assert.Equal(Bytes(Account(Group("e1", Start, "a"))), Bytes(Account(Group("e1", Start, "a", ("name", Text("Ann"))))));

    private static string? Name(Profile profile) => profile.TryGetTrait(Slots.Name, null, out var name) ? name.AsString : null;

    private static string? Role(Profile profile, string? account) => profile.TryGetTrait(Slots.Role, account, out var role) ? role.AsString : null;
}

using Personalization.Core.Events;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class ExposureTests
{
    [Fact]
    public void An_action_that_was_never_served_reads_as_nothing() => Assert.Equal(default, User().Exposure(Slots.Tip));

    [Fact]
    public void Serves_are_counted_per_action()
    {
        var profile = User(Serve("e1", Start + Days(1), "tip", "note"), Serve("e2", Start, "tip"));
        Assert.Equal((2, Start + Days(1)), (profile.Exposure(Slots.Tip).Served, profile.Exposure(Slots.Tip).LastServed));
        Assert.Equal(1, profile.Exposure(Slots.Note).Served);
    }

    [Theory]
    [InlineData(Outcome.Shown)]
    [InlineData(Outcome.Clicked)]
    [InlineData(Outcome.Dismissed)]
    [InlineData(Outcome.Completed)]
    [InlineData(Outcome.Snoozed)]
    [InlineData(Outcome.OptedOut)]
    public void Outcomes_are_counted_by_kind(Outcome outcome)
    {
        var exposure = User(Answer("e1", Start, "tip", outcome), Answer("e2", Start, "tip", outcome)).Exposure(Slots.Tip);
        Assert.Equal(2, exposure.Count(outcome));
        Assert.Equal(2, Enum.GetValues<Outcome>().Sum(exposure.Count));
        Assert.Equal(outcome == Outcome.OptedOut, exposure.IsOptedOut);
        Assert.Equal(outcome == Outcome.Dismissed ? Start : null, exposure.LastDismissed);
    }

    [Fact]
    public void The_newest_snooze_counts_even_if_it_arrives_first() =>
        Assert.Equal(Start + Days(3), User(
            Answer("e1", Start + Days(1), "tip", Outcome.Snoozed, Start + Days(3)),
            Answer("e2", Start, "tip", Outcome.Snoozed, Start + Days(9))).Exposure(Slots.Tip).SnoozedUntil);

    [Fact]
    public void An_action_that_the_catalog_no_longer_has_changes_nothing_but_the_version()
    {
        var profile = User(Serve("e1", Start, "gone", "tip"), Answer("e2", Start, "gone", Outcome.Clicked));
        Assert.Equal(2, profile.Version);
        Assert.Equal(1, profile.Exposure(Slots.Tip).Served);
    }

    [Fact]
    public void An_outcome_of_a_later_release_is_passed_over() =>
        Assert.Equal(default, User(Answer("e1", Start, "tip", (Outcome)99)).Exposure(Slots.Tip));

    [Fact]
    public void A_repeated_request_finds_its_decision()
    {
        var profile = User(Serve("d1", Start, "tip") with { RequestId = "r1" }, Serve("d2", Start + Days(2), "tip") with { RequestId = "r1" });

        Assert.Equal("d2", profile.RepeatedDecision("surface", "r1", since: Start));
        Assert.Equal("d2", profile.RepeatedDecision("surface", "r1", since: Start + Days(2)));
        Assert.Null(profile.RepeatedDecision("surface", "r1", since: Start + Days(2.1)));
        Assert.Null(profile.RepeatedDecision("surface", "r2", since: Start));
        Assert.Null(profile.RepeatedDecision("another", "r1", since: Start));
    }
}

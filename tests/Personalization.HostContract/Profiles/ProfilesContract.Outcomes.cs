using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.HostContract.Profiles;

public abstract partial class ProfilesContract
{
    [Fact]
    public async Task An_outcome_is_recorded_once()
    {
        await using var host = await Open();
        var decision = await host.Decide(Crew.Ask("lounge"));
        Assert.False(await IsDuplicate(host, Crew.Report(decision, "rest.one", Outcome.Clicked)));
        Assert.True(await IsDuplicate(host, Crew.Report(decision, "rest.one", Outcome.Clicked)));
        Assert.False(await IsDuplicate(host, Crew.Report(decision, "rest.one", Outcome.Shown)));
        Assert.False(await IsDuplicate(host, Crew.Report(decision, "rest.two", Outcome.Clicked)));
        var exposure = (await host.GetUser()).Exposures["rest.one"];
        Assert.Equal((1L, 1L), (exposure.Outcomes["clicked"], exposure.Outcomes["shown"]));
    }

    [Fact]
    public async Task An_outcome_finds_its_decision_after_a_restart()
    {
        Decision decision;
        await using (var host = await Open())
        {
            decision = await host.Decide(Crew.Ask("lounge"));
        }

        await using var again = await Open();
        Assert.False(await IsDuplicate(again, Crew.Report(decision, "rest.one", Outcome.Completed)));
    }

    [Fact]
    public async Task An_action_that_was_opted_out_of_is_never_chosen_again()
    {
        await using var host = await Open();
        var decision = await host.Decide(Crew.Ask("lounge"));
        await IsDuplicate(host, Crew.Report(decision, "rest.three", Outcome.OptedOut));
        time.Advance(TimeSpan.FromDays(400));
        var later = await host.Decide(Crew.Ask("lounge", mode: DecisionMode.Peek, explain: true));
        Assert.Equal(("preferences", "opted_out"), Stage(later, "rest.three"));
    }

    [Fact]
    public async Task What_somebody_wants_less_of_stays_away_for_a_while_and_through_a_merge_and_a_restart()
    {
        await using (var host = await Open())
        {
            var decision = await host.Decide(Crew.Ask("lounge") with { Subject = Visitor() });
            await IsDuplicate(host, Crew.Report(decision, "rest.three", Outcome.LessLikeThis));
            await host.Ingest(SignIn("s1"));
            Assert.Equal(Sample.Noon + TimeSpan.FromDays(30), (await host.GetUser()).Preferences.LessLike["rest.three"]);
        }

        await using var again = await Open();
        var peek = Crew.Ask("lounge", mode: DecisionMode.Peek, explain: true);
        Assert.Equal(("preferences", "less_like_this"), Stage(await again.Decide(peek), "rest.three"));
        time.Advance(TimeSpan.FromDays(30));
        Assert.Contains("rest.three", Ids(await again.Decide(peek)));
    }

    [Fact]
    public async Task A_snoozed_action_comes_back_when_it_was_asked_to()
    {
        await using var host = await Open();
        var decision = await host.Decide(Crew.Ask("lounge"));
        await IsDuplicate(host, Crew.Report(decision, "rest.three", Outcome.Snoozed, Sample.Noon + TimeSpan.FromHours(5)));
        time.Advance(TimeSpan.FromHours(5) - TimeSpan.FromMilliseconds(1));
        var peek = Crew.Ask("lounge", mode: DecisionMode.Peek, explain: true);
        Assert.Equal(("preferences", "snoozed"), Stage(await host.Decide(peek), "rest.three"));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("rest.three", Ids(await host.Decide(peek)));
    }

    [Fact]
    public async Task An_outcome_of_nothing_that_was_served_is_a_problem()
    {
        await using var host = await Open();
        var served = await host.Decide(Crew.Ask("lounge"));
        var peek = await host.Decide(Crew.Ask("lounge", mode: DecisionMode.Peek));
        Assert.Equal("unknown_action", await Problem(host, Crew.Report(served, "rest.captain", Outcome.Clicked)));
        Assert.Equal("unknown_decision", await Problem(host, Crew.Report(peek, "rest.one", Outcome.Clicked)));
        Assert.Equal("unknown_decision", await Problem(host, new("d0", "rest.one", Outcome.Clicked, null)));
        Assert.Equal("unknown_decision", await Problem(host, new(new DecisionId(7, 1, false).ToString(), "rest.one", Outcome.Clicked, null)));
        var userHash = Sample.User("u1").StableHash();
        Assert.Equal("unknown_decision", await Problem(host, new(new DecisionId(userHash, 2, false).ToString(), "rest.one", Outcome.Clicked, null)));
    }

    [Fact]
    public async Task An_outcome_of_another_tenants_decision_is_unknown()
    {
        await using var host = await Open();
        var served = await host.Decide(Crew.Ask("lounge"));
        var answer = await host.Profiles.RecordOutcome(new TenantId("other/production"), Crew.Report(served, "rest.one", Outcome.Clicked), Cancellation);
        Assert.Equal("unknown_decision", answer.Problem?.Code);
    }

    [Theory]
    [InlineData(Outcome.Snoozed, null)]
    [InlineData(Outcome.Snoozed, 0)]
    [InlineData(Outcome.Snoozed, 9000)]
    [InlineData(Outcome.Clicked, 5)]
    public async Task A_snooze_and_nothing_else_says_until_when(Outcome outcome, int? hours)
    {
        await using var host = await Open();
        var served = await host.Decide(Crew.Ask("lounge"));
        Instant? until = hours is { } ahead ? Sample.Noon + TimeSpan.FromHours(ahead) : null;
        Assert.Equal("invalid_until", await Problem(host, Crew.Report(served, "rest.one", outcome, until)));
    }

    private static (string, string) Stage(Decision decision, string action)
    {
        var rejected = Assert.Single(decision.Rejected, one => one.Id == action);
        return (rejected.Stage, rejected.Code);
    }

    private static async Task<bool> IsDuplicate(HostUnderTest host, Grains.OutcomeReport report)
    {
        var answer = await host.Profiles.RecordOutcome(Sample.Acme, report, Cancellation);
        Assert.True(answer.IsOk, answer.Problem?.Message);
        return answer.Value.IsDuplicate;
    }

    private static async Task<string?> Problem(HostUnderTest host, Grains.OutcomeReport report) =>
        (await host.Profiles.RecordOutcome(Sample.Acme, report, Cancellation)).Problem?.Code;
}

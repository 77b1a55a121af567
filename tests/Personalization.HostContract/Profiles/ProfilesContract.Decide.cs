using Personalization.Core.Decisions;
using Personalization.Core.Expressions;

namespace Personalization.HostContract.Profiles;

public abstract partial class ProfilesContract
{
    [Fact]
    public async Task A_decision_sees_an_acknowledged_event_of_the_user()
    {
        await using var host = await Open();
        Assert.Empty((await host.Decide(Crew.Ask("cockpit"))).Actions);
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        var chosen = Assert.Single((await host.Decide(Crew.Ask("cockpit"))).Actions);
        Assert.Equal(("help.engine", "help.engine in English", "in_app", "Because of help.engine."), (chosen.Id, chosen.Content["title"], chosen.Channel, chosen.Why));
        await host.Ingest(Crew.Track("e2", "engine_repaired", after: TimeSpan.FromSeconds(1)));
        Assert.Empty((await host.Decide(Crew.Ask("cockpit"))).Actions);
    }

    [Fact]
    public async Task A_decision_sees_an_acknowledged_fact_of_the_account_that_another_user_brought()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Group("g1", "a1", "u1"), Crew.Group("g2", "a1", "u2"), Crew.Buy("b1", 100));
        Assert.Empty((await host.Decide(Crew.Ask("office", "u1"))).Actions);
        await host.Ingest(Crew.Burn("b2", 80, user: "u2", account: null));
        Assert.Equal("sell.fuel", Assert.Single((await host.Decide(Crew.Ask("office", "u1"))).Actions).Id);
    }

    [Fact]
    public async Task The_account_of_a_request_goes_before_the_users_latest_one()
    {
        await using var host = await Open();
        await host.Ingest(
            Crew.Group("g1", "a1"), Crew.Buy("b1", 100), Crew.Burn("b2", 90), Crew.Identify("i1", "a1", traits: ("rank", Value.String("captain"))),
            Crew.Group("g2", "a2", after: TimeSpan.FromSeconds(1)));
        Assert.Empty((await host.Decide(Crew.Ask("office"))).Actions);
        Assert.Single((await host.Decide(Crew.Ask("office", account: "a1"))).Actions);
        Assert.DoesNotContain("rest.captain", Ids(await host.Decide(Crew.Ask("lounge", mode: DecisionMode.Peek))));
        Assert.Contains("rest.captain", Ids(await host.Decide(Crew.Ask("lounge", account: "a1", mode: DecisionMode.Peek))));
    }

    [Fact]
    public async Task The_best_go_first_and_ties_go_by_id()
    {
        await using var host = await Open();
        var decision = await host.Decide(Crew.Ask("lounge"));
        Assert.Equal(["rest.one", "rest.two", "rest.three"], Ids(decision));
        Assert.Equal(1, decision.RejectedCount);
    }

    [Fact]
    public async Task No_more_are_chosen_than_were_asked_for()
    {
        await using var host = await Open();
        Assert.Equal(["rest.one"], Ids(await host.Decide(Crew.Ask("lounge") with { Max = 1 })));
        Assert.Equal(3, (await host.Decide(Crew.Ask("lounge", "u2") with { Max = 100 })).Actions.Length);
    }

    [Fact]
    public async Task An_unknown_surface_is_a_problem()
    {
        await using var host = await Open();
        Assert.Equal("unknown_surface", (await host.Profiles.Decide(Crew.Ask("galley"), Cancellation)).Problem?.Code);
    }

    [Fact]
    public async Task A_surface_without_candidates_answers_with_nothing()
    {
        await using var host = await Open();
        var decision = await host.Decide(Crew.Ask("empty"));
        Assert.Equal((0, 0), (decision.Actions.Length, decision.RejectedCount));
    }

    [Fact]
    public async Task Many_requests_at_once_are_answered_in_their_order_as_each_of_them_alone()
    {
        await using var host = await Open();
        var users = Enumerable.Range(0, 20).Select(at => $"u{at}").ToArray();
        await host.Ingest([.. users.Where((_, at) => at % 2 == 0).Select(user => Crew.Track($"e-{user}", "engine_failed", user))]);
        for (var round = 0; round < 3; round++)
        {
            var asked = users.Select(user => Crew.Ask("cockpit", user, requestId: "once")).Prepend(Crew.Ask("nowhere")).ToArray();
            var answers = await host.Profiles.Decide(asked, TestContext.Current.CancellationToken);
            Assert.Equal("unknown_surface", answers[0].Problem!.Code);
            Assert.Equal(users.Select((_, at) => at % 2 == 0 ? 1 : 0), answers.Skip(1).Select(answer => answer.Value!.Actions.Length));
        }

        Assert.Equal(2, (await host.GetUser("u0")).Version);
    }

    [Fact]
    public async Task A_peek_changes_nothing()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        var before = ViewText.Of(await host.GetUser());
        var peek = await host.Decide(Crew.Ask("lounge", mode: DecisionMode.Peek));
        Assert.StartsWith("p", peek.Id, StringComparison.Ordinal);
        Assert.Equal(before, ViewText.Of(await host.GetUser()));
        await host.Decide(Crew.Ask("lounge", "nobody", mode: DecisionMode.Peek));
        Assert.Null(await host.Get(Sample.User("nobody")));
    }

    [Fact]
    public async Task A_serve_to_somebody_unknown_leaves_a_trace_only_where_something_was_chosen()
    {
        await using var host = await Open();
        var nothing = await host.Decide(Crew.Ask("cockpit", "nobody"));
        Assert.Equal((0L, 0), (nothing.ProfileVersion, nothing.Actions.Length));
        Assert.Null(await host.Get(Sample.User("nobody")));
        await host.Decide(Crew.Ask("lounge", "nobody"));
        Assert.Equal(1, (await host.GetUser("nobody")).Exposures["rest.one"].Served);
    }

    [Fact]
    public async Task Texts_follow_the_language_of_the_request_then_of_the_profile()
    {
        await using var host = await Open();
        var german = Crew.Ask("lounge", mode: DecisionMode.Peek) with { Context = new(Locale: "de-AT") };
        Assert.Equal("rest.one auf Deutsch", (await host.Decide(german)).Actions[0].Content["title"]);
        var french = german with { Context = new(Locale: "fr") };
        Assert.Equal("rest.one in English", (await host.Decide(french)).Actions[0].Content["title"]);
        var known = Crew.Track("e1", "engine_failed");
        await host.Ingest(known with { Event = known.Event with { Context = new(Locale: "de") } });
        Assert.Equal("rest.one auf Deutsch", (await host.Decide(Crew.Ask("lounge"))).Actions[0].Content["title"]);
    }

    [Fact]
    public async Task Explaining_says_of_every_other_candidate_what_stopped_it()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        await host.Decide(Crew.Ask("lounge") with { Max = 2 });
        var decision = await host.Decide(Crew.Ask("lounge", mode: DecisionMode.Peek, explain: true) with { Max = 1 });
        Assert.Equal(["rest.three"], Ids(decision));
        Assert.Equal(
            ["rest.captain audience audience_no_match", "rest.one caps cap_reached", "rest.two caps cap_reached"],
            decision.Rejected.Select(one => $"{one.Id} {one.Stage} {one.Code}"));
        Assert.Equal("cap rest.daily: 2 of 2 used in 1d, next at 2026-03-02T12:00:00Z", decision.Rejected[1].Detail);
        var narrow = await host.Decide(Crew.Ask("lounge", "u2", mode: DecisionMode.Peek, explain: true) with { Max = 1 });
        Assert.Equal("arbitration lower_priority", $"{narrow.Rejected[^1].Stage} {narrow.Rejected[^1].Code}");
    }

    [Fact]
    public async Task A_users_cap_is_exact_under_64_concurrent_clients()
    {
        await using var host = await Open();
        var decisions = await Together(64, _ => Crew.Ask("lounge"));
        Assert.Equal(2, decisions.SelectMany(Ids).Count(id => id is "rest.one" or "rest.two"));
        Assert.Equal(64, (await host.GetUser()).Version);

        async Task<Decision[]> Together(int clients, Func<int, DecisionRequest> request) =>
            await Task.WhenAll(Enumerable.Range(0, clients).Select(at => Task.Run(() => host.Decide(request(at)), Cancellation)));
    }

    [Fact]
    public async Task An_accounts_cap_is_exact_under_64_concurrent_clients_of_64_users()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Buy("b1", 100), Crew.Burn("b2", 90));
        var decisions = await Task.WhenAll(Enumerable.Range(0, 64).Select(at =>
            Task.Run(() => host.Decide(Crew.Ask("office", $"u{at}", account: "a1")), Cancellation)));
        Assert.Equal(3, decisions.Count(decision => decision.Actions.Length == 1));
        Assert.Equal(5, (await host.GetAccount()).Version);
    }

    [Fact]
    public async Task A_cap_is_exact_after_a_crash()
    {
        var host = await Open();
        await host.Ingest(Crew.Buy("b1", 100), Crew.Burn("b2", 90));
        for (var at = 0; at < 3; at++)
        {
            Assert.Single((await host.Decide(Crew.Ask("office", $"u{at}", account: "a1"))).Actions);
        }

        await host.Crash();
        await using var again = await Open();
        Assert.Empty((await again.Decide(Crew.Ask("office", "u9", account: "a1"))).Actions);
    }

    [Fact]
    public async Task A_cap_has_room_again_when_its_window_has_passed()
    {
        await using var host = await Open();
        Assert.Equal(3, (await host.Decide(Crew.Ask("lounge"))).Actions.Length);
        time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["rest.three"], Ids(await host.Decide(Crew.Ask("lounge"))));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["rest.one", "rest.two", "rest.three"], Ids(await host.Decide(Crew.Ask("lounge"))));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_decision_and_counts_once()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        var first = await host.Decide(Crew.Ask("lounge", requestId: "r1"));
        await host.Ingest(Crew.Identify("i1", traits: ("rank", Value.String("captain"))));
        var second = await host.Decide(Crew.Ask("lounge", requestId: "r1"));
        Assert.Equal(Describe(first), Describe(second));
        Assert.Equal(1, (await host.GetUser()).Exposures["rest.one"].Served);
        Assert.NotEqual(first.Id, (await host.Decide(Crew.Ask("lounge", requestId: "r2"))).Id);
    }

    [Fact]
    public async Task The_same_key_for_another_surface_is_another_request()
    {
        await using var host = await Open();
        var lounge = await host.Decide(Crew.Ask("lounge", requestId: "r1"));
        var cockpit = await host.Decide(Crew.Ask("cockpit", requestId: "r1"));
        Assert.NotEqual(lounge.Id, cockpit.Id);
        Assert.Equal(lounge.Id, (await host.Decide(Crew.Ask("lounge", requestId: "r1"))).Id);
        Assert.Equal(cockpit.Id, (await host.Decide(Crew.Ask("cockpit", requestId: "r1"))).Id);
    }

    [Fact]
    public async Task A_request_that_comes_64_times_at_once_counts_once()
    {
        await using var host = await Open();
        var decisions = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ =>
            Task.Run(() => host.Decide(Crew.Ask("lounge", requestId: "r1")), Cancellation)));
        Assert.Single(decisions.Select(decision => decision.Id).Distinct());
        Assert.Equal(1, (await host.GetUser()).Version);
    }

    [Fact]
    public async Task A_request_is_new_again_after_a_day()
    {
        await using var host = await Open();
        var first = await host.Decide(Crew.Ask("lounge", requestId: "r1"));
        time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(first.Id, (await host.Decide(Crew.Ask("lounge", requestId: "r1"))).Id);
    }

    [Fact]
    public async Task The_clock_never_runs_backwards_for_a_user()
    {
        await using var host = await Open();
        Assert.Equal(3, (await host.Decide(Crew.Ask("lounge"))).Actions.Length);
        time.Advance(TimeSpan.FromDays(-3));
        Assert.Equal(["rest.three"], Ids(await host.Decide(Crew.Ask("lounge"))));
    }

    private static IEnumerable<string> Ids(Decision decision) => decision.Actions.Select(action => action.Id);

    private static string Describe(Decision decision) =>
        $"{decision.Id} {decision.ProfileVersion} {decision.Catalog} {decision.RejectedCount} {string.Join(", ", decision.Actions)}";
}

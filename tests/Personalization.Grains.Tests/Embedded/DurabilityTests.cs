using Personalization.Core.Events;
using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

/// <remarks>Each test warms its profiles up first: then all of a call up to the commit runs on the caller's thread, and a task that is not completed waits for the commit.</remarks>
public sealed class DurabilityTests
{
    [Fact]
    public async Task An_event_is_not_acknowledged_before_it_is_durable()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "landed", account: "a1"));
        host.Journal.Hold();
        var answer = host.Ingest(Crew.Track("e1", "landed", account: "a1"));
        Assert.False(answer.IsCompleted);
        await host.Journal.LetGo();
        Assert.Equal([IngestStatus.Accepted], await answer);
    }

    [Fact]
    public async Task A_duplicate_is_not_answered_before_its_original_is_durable()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        var first = host.Ingest(Crew.Track("e1", "engine_failed"));
        var second = host.Ingest(Crew.Track("e1", "engine_failed"));
        Assert.False(second.IsCompleted);
        await host.Journal.LetGo();
        Assert.Equal([IngestStatus.Accepted], await first);
        Assert.Equal([IngestStatus.Duplicate], await second);
    }

    [Fact]
    public async Task Two_of_one_id_that_look_it_up_at_the_same_time_count_once()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        var lookUps = new TaskCompletionSource();
        host.Journal.Suspect("e1");
        host.Journal.HoldLookUps(lookUps.Task);
        var both = Task.WhenAll(host.Ingest(Crew.Track("e1", "engine_failed")), host.Ingest(Crew.Track("e1", "engine_failed")));
        lookUps.SetResult();
        Assert.Equal([IngestStatus.Accepted, IngestStatus.Duplicate], (await both).SelectMany(statuses => statuses).Order());
        Assert.Equal(2, (await host.GetUser()).Version);
    }

    [Fact]
    public async Task An_id_that_only_seems_to_be_known_is_accepted()
    {
        await using var host = new MemoryHost();
        host.Journal.Suspect("e1");
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(Crew.Track("e1", "landed", account: "a1")));
        Assert.Equal((1L, 1L), ((await host.GetUser()).Version, (await host.GetAccount()).Version));
    }

    [Fact]
    public async Task A_serve_with_only_the_users_caps_answers_before_its_commit()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        var decision = host.Decide(Crew.Ask("lounge"));
        Assert.True(decision.IsCompleted);
        await host.Journal.LetGo();
        Assert.Equal(3, (await decision).Actions.Length);
    }

    [Fact]
    public async Task A_serve_answers_after_its_commit_where_all_are_to_be_durable()
    {
        await using var host = new MemoryHost(new EmbeddedHostOptions { DurableServes = true });
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        var decision = host.Decide(Crew.Ask("lounge"));
        Assert.False(decision.IsCompleted);
        await host.Journal.LetGo();
        await decision;
    }

    [Fact]
    public async Task A_serve_answers_after_its_commit_where_the_request_asks_for_it()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        var decision = host.Decide(Crew.Ask("lounge") with { Durable = true });
        Assert.False(decision.IsCompleted);
        await host.Journal.LetGo();
        await decision;
    }

    [Fact]
    public async Task A_serve_with_an_accounts_cap_answers_after_its_commit()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Group("g1", "a1"), Crew.Buy("b1", 100), Crew.Burn("b2", 90));
        host.Journal.Hold();
        var decision = host.Decide(Crew.Ask("office"));
        Assert.False(decision.IsCompleted);
        await host.Journal.LetGo();
        Assert.Equal(["sell.fuel"], (await decision).Actions.Select(action => action.Id));
    }

    [Fact]
    public async Task An_outcome_waits_for_a_decision_that_was_answered_before_its_commit()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        var decision = await host.Decide(Crew.Ask("lounge"));
        var receipt = host.Profiles.RecordOutcome(
            HostContract.Sample.Acme, Crew.Report(decision, "rest.one", Outcome.Clicked), TestContext.Current.CancellationToken);
        Assert.False(receipt.IsCompleted);
        await host.Journal.LetGo();
        Assert.True((await receipt).IsOk);
    }

    [Fact]
    public async Task Nobody_leaves_memory_while_a_commit_is_under_way()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        await host.Decide(Crew.Ask("lounge"));
        await SweepTwice(host);
        Assert.Equal(1, host.Host.LiveGrains);
        await host.Journal.LetGo();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        await SweepTwice(host);
        Assert.Equal(0, host.Host.LiveGrains);
        Assert.Equal(3, (await host.GetUser()).Version);
    }

    private static async Task SweepTwice(MemoryHost host)
    {
        await host.Host.SweepIdle(TestContext.Current.CancellationToken);
        await host.Host.SweepIdle(TestContext.Current.CancellationToken);
    }
}

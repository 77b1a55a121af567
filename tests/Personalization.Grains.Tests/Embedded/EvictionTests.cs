using Personalization.Core.Decisions;
using Personalization.Grains.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class EvictionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asking_about_somebody_unknown_leaves_nothing_in_memory()
    {
        await using var host = new MemoryHost();
        await host.Get(Sample.User("nobody"));
        await host.Decide(Crew.Ask("lounge", "nobody", account: "nowhere", mode: DecisionMode.Peek));
        await host.Decide(Crew.Ask("cockpit", "nobody", account: "nowhere"));
        Assert.Equal(0, host.Host.LiveGrains);
    }

    [Fact]
    public async Task A_profile_leaves_memory_on_the_second_round_without_a_call()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal(1, host.Host.LiveGrains);
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal(0, host.Host.LiveGrains);
        Assert.Equal(1, host.Snapshots.Saved[Sample.User("u1")].Version);
    }

    [Fact]
    public async Task A_profile_that_is_used_between_two_rounds_stays()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        await host.Host.SweepIdle(Cancellation);
        await host.GetUser();
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal(1, host.Host.LiveGrains);
    }

    [Fact]
    public async Task A_profile_comes_back_from_its_snapshot_as_it_was()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Group("g1", "a1"), Crew.Track("e1", "engine_failed"));
        await host.Decide(Crew.Ask("lounge"));
        var before = ViewText.Of(await host.GetUser());
        await host.Host.SweepIdle(Cancellation);
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal(before, ViewText.Of(await host.GetUser()));
    }

    [Fact]
    public async Task A_snapshot_of_another_plan_or_other_code_is_not_used()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        await host.Host.SweepIdle(Cancellation);
        await host.Host.SweepIdle(Cancellation);
        var saved = host.Snapshots.Saved[Sample.User("u1")];
        foreach (var foreign in new[] { saved with { PlanHash = saved.PlanHash + 1 }, saved with { FoldCodeVersion = saved.FoldCodeVersion + 1 } })
        {
            host.Snapshots.Saved[Sample.User("u1")] = foreign with { Payload = new byte[] { 0xFF } };
            Assert.Single((await host.GetUser()).Errors);
            await host.Host.SweepIdle(Cancellation);
            await host.Host.SweepIdle(Cancellation);
        }
    }

    [Fact]
    public async Task A_snapshot_that_is_ahead_of_its_journal_is_not_used()
    {
        var donor = new MemoryHost();
        await donor.Ingest(Crew.Track("e1", "engine_failed"), Crew.Track("e2", "engine_failed"), Crew.Track("e3", "engine_failed"));
        await donor.DisposeAsync();

        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        await host.Host.SweepIdle(Cancellation);
        await host.Host.SweepIdle(Cancellation);
        host.Snapshots.Saved[Sample.User("u1")] = donor.Snapshots.Saved[Sample.User("u1")];

        Assert.Equal(1, (await host.GetUser()).Version);
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(Crew.Track("e2", "engine_failed")));
    }

    [Fact]
    public async Task A_snapshot_of_a_stream_that_was_erased_is_not_used_for_the_one_that_began_again()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e1", "engine_failed"));
        await host.Host.SweepIdle(Cancellation);
        await host.Host.SweepIdle(Cancellation);
        var stale = host.Snapshots.Saved[Sample.User("u1")];
        await host.Journal.Erase(Sample.User("u1"), Cancellation);
        await host.Ingest(Crew.Track("e2", "landed"));
        await host.Host.SweepIdle(Cancellation);
        await host.Host.SweepIdle(Cancellation);
        host.Snapshots.Saved[Sample.User("u1")] = stale;

        var view = await host.GetUser();
        Assert.Equal((1, 0), (view.Version, view.Errors.Count));
    }

    [Fact]
    public async Task A_profile_that_is_always_in_use_gets_a_snapshot_now_and_then()
    {
        await using var host = new MemoryHost();
        await host.Ingest([.. Enumerable.Range(0, 64).Select(at => Crew.Track($"e{at}", "engine_failed"))]);
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal((1, 64L), (host.Host.LiveGrains, host.Snapshots.Saved[Sample.User("u1")].Version));
    }

    [Fact]
    public async Task No_snapshot_holds_what_is_not_durable()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e", "engine_failed"));
        host.Journal.Hold();
        var sending = host.Ingest([.. Enumerable.Range(0, 64).Select(at => Crew.Track($"e{at}", "engine_failed"))]);
        await host.Host.SweepIdle(Cancellation);
        Assert.Empty(host.Snapshots.Saved);
        await host.Journal.LetGo();
        await sending;
    }

    [Fact]
    public async Task A_host_stays_near_its_limit_under_load()
    {
        await using var host = new MemoryHost(new EmbeddedHostOptions { LiveGrainsMax = 8 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(client => Task.Run(
            async () =>
            {
                for (var at = 0; at < 200; at++)
                {
                    await host.Ingest(Crew.Track($"e{client}-{at}", "landed", user: $"u{at % 50}", account: $"a{at % 7}"));
                    Assert.InRange(host.Host.LiveGrains, 0, 40);
                }
            },
            Cancellation)));
        for (var user = 0; user < 50; user++)
        {
            Assert.Equal(16, (await host.GetUser($"u{user}")).Version);
        }
    }

    [Fact]
    public async Task Everything_is_in_a_snapshot_after_an_orderly_end()
    {
        var host = new MemoryHost();
        await host.Ingest(Crew.Track("e1", "landed", account: "a1"), Crew.Track("e2", "landed", account: "a1"));
        await host.DisposeAsync();
        Assert.Equal([2L, 2L], host.Snapshots.Saved.Values.Select(snapshot => snapshot.Version));
    }
}

using Personalization.Core.Decisions;
using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class FailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_commit_stops_the_host_for_good()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        var lost = host.Ingest(Crew.Track("e1", "engine_failed"));
        await host.Journal.Fail(new IOException("The disk is gone."));
        await Assert.ThrowsAsync<ProfilesFailedException>(() => lost);
        Assert.Equal("The disk is gone.", (await host.Host.Failed).Message);
        await Assert.ThrowsAsync<ProfilesFailedException>(() => host.Ingest(Crew.Track("e2", "engine_failed")));
        await Assert.ThrowsAsync<ProfilesFailedException>(() => host.Decide(Crew.Ask("lounge", mode: DecisionMode.Peek)));
        await Assert.ThrowsAsync<ProfilesFailedException>(() => host.GetUser());
    }

    [Fact]
    public async Task A_failed_commit_that_nobody_waits_for_stops_the_host_too()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        await host.Decide(Crew.Ask("lounge"));
        await host.Journal.Fail(new IOException("The disk is gone."));
        Assert.Equal("The disk is gone.", (await host.Host.Failed).Message);
    }

    [Fact]
    public async Task After_a_failed_commit_nothing_goes_to_a_snapshot()
    {
        var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Hold();
        await host.Decide(Crew.Ask("lounge"));
        await host.Journal.Fail(new IOException("The disk is gone."));
        await host.Host.Failed;
        await host.DisposeAsync();
        Assert.Empty(host.Snapshots.Saved);
    }

    [Fact]
    public async Task After_a_failed_commit_the_clock_puts_nothing_away()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"), Crew.Track("e1", "engine_failed", user: "u2"));
        host.Journal.Hold();
        await host.Decide(Crew.Ask("lounge"));
        await host.Journal.Fail(new IOException("The disk is gone."));
        await host.Host.Failed;
        await Assert.ThrowsAsync<ProfilesFailedException>(async () =>
        {
            await host.Host.SweepIdle(Cancellation);
            await host.Host.SweepIdle(Cancellation);
        });
        Assert.Empty(host.Snapshots.Saved);
    }

    [Fact]
    public async Task A_serve_that_the_journal_refuses_is_not_answered()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "engine_failed"));
        host.Journal.Refusal = new IOException("The disk is gone.");
        await Assert.ThrowsAsync<ProfilesFailedException>(() => host.Decide(Crew.Ask("lounge")));
        Assert.Equal("The disk is gone.", (await host.Host.Failed).Message);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_written_stops_the_host()
    {
        await using var host = new MemoryHost(new EmbeddedHostOptions { LiveGrainsMax = 8 });
        host.Snapshots.Broken = new IOException("The disk is full.");
        for (var at = 0; at < 10; at++)
        {
            await host.Ingest(Crew.Track($"e{at}", "engine_failed", user: $"u{at}"));
        }

        Assert.Equal("The disk is full.", (await host.Host.Failed).Message);
    }
}

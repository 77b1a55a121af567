using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class StarvationTests
{
    /// <summary>A call that starves would never end.</summary>
    private const int TimeoutMilliseconds = 60_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TimeoutMilliseconds)]
    public async Task A_decision_ends_although_the_catalog_changes_at_every_look()
    {
        await using var host = Open();
        Assert.Equal("only.", (await host.Decide(Crew.Ask("foyer", account: "a1"))).Actions[0].Id[..5]);
    }

    [Fact(Timeout = TimeoutMilliseconds)]
    public async Task Everybody_ends_although_the_catalog_changes_at_every_look()
    {
        await using var host = Open();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(at => Task.Run(
            async () =>
            {
                for (var round = 0; round < 3; round++)
                {
                    await host.Decide(Crew.Ask("foyer", $"u{at % 4}", account: "a1"));
                    Assert.Equal([IngestStatus.Accepted], await host.Ingest(Crew.Track($"e{at}-{round}", "applauded", $"u{at % 4}", "a1")));
                    Assert.NotNull(await host.Get(HostContract.Sample.User($"u{at % 4}")));
                }
            },
            Cancellation)));
        Assert.Equal(48, (await host.GetAccount()).Counters["applause"]);
    }

    [Fact(Timeout = TimeoutMilliseconds)]
    public async Task A_call_that_is_given_up_lets_the_others_go_on()
    {
        await using var host = Open();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Host.Decide(Crew.Ask("foyer", account: "a1"), given.Token).AsTask());
        await host.Decide(Crew.Ask("foyer", account: "a1"));
    }

    private static MemoryHost Open() => new(new RestlessCatalogs());
}

using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Hosts;

public sealed class IdleSubjectsTests(PostgresServer server)
{
    private const int People = 60;

    /// <summary>Milliseconds, many times what it takes: what never comes is waited for no longer.</summary>
    private const int HangsAfter = 600_000;

    [Fact(Timeout = HangsAfter)]
    public async Task Subjects_that_are_too_many_leave_memory_and_come_back_with_their_next_call()
    {
        await using var host = await Open(liveMax: 5);
        await EverybodyFlies(host);
        Assert.True(host.Nodes.Sum(node => node.LiveGrains) > 15, "All of them fit.");
        while (host.Nodes.Any(node => node.LiveGrains > 5))
        {
            await host.ShedNow(isMemoryShort: false);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        for (var at = 0; at < People; at++)
        {
            Assert.Equal(1, (await host.GetUser($"u{at}")).Version);
        }
    }

    [Fact(Timeout = HangsAfter)]
    public async Task Subjects_that_nobody_uses_leave_by_themselves_and_come_back_with_their_next_call()
    {
        await using var host = await Open(liveMax: 1000, idleAfter: TimeSpan.FromMilliseconds(1));
        await EverybodyFlies(host);
        while (host.Nodes.Any(node => node.LiveGrains > 0))
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.Equal(1, (await host.GetUser("u0")).Version);
    }

    [Fact(Timeout = HangsAfter)]
    public async Task Where_memory_is_short_those_leave_first_that_nobody_used()
    {
        await using var host = await Open(liveMax: 1000);
        await EverybodyFlies(host);
        var all = host.Nodes.Sum(node => node.LiveGrains);

        // Everybody was just used: the first look forgets that.
        foreach (var node in host.Nodes)
        {
            Assert.Empty(node.Untouched());
        }

        for (var at = 0; at < People / 2; at++)
        {
            await host.GetUser($"u{at}");
        }

        var share = host.Nodes.Sum(node => node.LiveGrains / Limits.ShedOneIn);
        await host.ShedNow(isMemoryShort: true);
        while (host.Nodes.Sum(node => node.LiveGrains) > all - share)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.All(Enumerable.Range(0, People / 2), at => Assert.NotNull(host.HomeOf(Sample.User($"u{at}"))));
    }

    private static async Task EverybodyFlies(SiloHost host)
    {
        for (var at = 0; at < People; at++)
        {
            await host.Ingest(Crew.Track($"e{at}", "landed", user: $"u{at}"));
        }
    }

    private async Task<SiloHost> Open(int liveMax, TimeSpan? idleAfter = null) =>
        await SiloHost.Open(await server.ConnectionString(), server.NewSchema(), new FixedCatalogs(Airline.Catalog), new ManualTime(), liveMax, idleAfter: idleAfter);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Personalization.Cluster.Hosting;
using Personalization.Cluster.Tests.Hosts;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;
using Personalization.Projections;
using Personalization.Projections.Feed;
using Personalization.Projections.Notices;
using Personalization.Projections.Stores;

namespace Personalization.Cluster.Tests.Notices;

public sealed class NoticeTests(PostgresServer server)
{
    /// <summary>Milliseconds, many times what it takes: what never comes is waited for no longer.</summary>
    private const int HangsAfter = 600_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = HangsAfter)]
    public async Task A_change_that_comes_in_anywhere_is_told_to_whoever_watches_on_any_silo()
    {
        await using var store = await PostgresProjectionStore.Open(await server.ConnectionString(), schema, Cancellation);
        await using var host = await Open(store);
        var watches = new List<ISubjectWatch>();
        foreach (var silo in host.Each<IChangeWatch>())
        {
            for (var at = 0; at < 8; at++)
            {
                watches.Add(await Known(silo.Watch(Sample.User($"u{at}"))));
            }
        }

        for (var at = 0; at < 8; at++)
        {
            await host.Ingest(Crew.Track($"e{at}", "landed", user: $"u{at}"), Crew.Track($"f{at}", "landed", user: $"u{at}"));
        }

        foreach (var watch in watches)
        {
            await UntilTold(watch, 2);
            await watch.DisposeAsync();
        }
    }

    [Theory(Timeout = HangsAfter)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_watched_before_a_silo_went_is_told_by_the_others_after_it(bool isKill)
    {
        await using var store = await PostgresProjectionStore.Open(await server.ConnectionString(), schema, Cancellation);
        await using var host = await Open(store);
        var watch = host.Each<IChangeWatch>().Last();
        var watches = new List<ISubjectWatch>();
        for (var at = 0; at < 8; at++)
        {
            watches.Add(await Known(watch.Watch(Sample.User($"u{at}"))));
        }

        await host.Stop(host.Nodes.First(), isKill);
        foreach (var one in watches)
        {
            // Until all are said anew: the grains that went with the silo knew of them.
            await Known(one);
        }

        for (var at = 0; at < 8; at++)
        {
            await host.Nodes.Last().Ingest(Sample.Acme, [Crew.Track($"e{at}", "landed", user: $"u{at}")], Cancellation);
        }

        foreach (var one in watches)
        {
            await UntilTold(one, 1);
            await one.DisposeAsync();
        }
    }

    [Fact(Timeout = HangsAfter)]
    public async Task The_shards_of_a_silo_that_goes_are_run_by_the_others()
    {
        await using var store = await PostgresProjectionStore.Open(await server.ConnectionString(), schema, Cancellation);
        await using var host = await Open(store);
        await host.Stop(host.Nodes.First(), isKill: false);
        var watch = host.Each<IChangeWatch>().Last();
        for (var at = 0; at < 64; at++)
        {
            await using var one = await Known(watch.Watch(Sample.User($"u{at}")));
            await host.Nodes.First().Ingest(Sample.Acme, [Crew.Track($"e{at}", "landed", user: $"u{at}")], Cancellation);
            await UntilTold(one, 1);
        }
    }

    private readonly string schema = server.NewSchema();

    /// <summary>Waits until the silos know who watches, which watchers are told by a notice that only advises a look.</summary>
    private static async Task<ISubjectWatch> Known(ISubjectWatch watch)
    {
        Assert.Equal(long.MaxValue, (await watch.Next(Cancellation)).Version);
        return watch;
    }

    /// <summary>Waits for a notice of a version, or a later one.</summary>
    private static async Task UntilTold(ISubjectWatch watch, long version)
    {
        ChangeNotice notice;
        do
        {
            notice = await watch.Next(Cancellation);
        }
        while (notice.Version < version || notice.Version == long.MaxValue);
    }

    private async Task<SiloHost> Open(IProjectionStore store) =>
        await SiloHost.Open(await server.ConnectionString(), schema, new FixedCatalogs(Airline.Catalog), TimeProvider.System, liveMax: 1000, silo =>
        {
            silo.AddChangeNotices();
            silo.Services.AddSingleton(store).AddSingleton<IFeedConsumer, ChangeOutlet>().AddSingleton<IFeedObserver, NoTrouble>().AddSingleton(TimeProvider.System)
                .AddSingleton<FeedDriver>().AddHostedService<Running>();
        });

    private sealed class Running(FeedDriver driver) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => driver.Run(stoppingToken);
    }

    private sealed class NoTrouble : IFeedObserver
    {
        public void Failed(FeedFailure failure)
        {
        }

        public void Recovered(string consumer, int shard)
        {
        }

        public void Lost(string consumer, int shard)
        {
        }

        public void WasAhead(string consumer, long checkpoint, long end)
        {
        }
    }
}

using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>Repeats, evictions, sweeps, changes of the catalog and serves, all at the same time, then a crash.</summary>
public sealed class TurmoilTests
{
    private const int Users = 6, EventsPerUser = 40, Copies = 3, RequestsPerUser = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Everything_at_once_counts_everything_once(int seed)
    {
        using var folder = new DataFolder();
        var catalogs = new FixedCatalogs(Airline.Catalog);
        var host = Open(folder, catalogs);
        await using (host)
        {
            using var ended = new CancellationTokenSource();
            var clients = Task.WhenAll(
                [.. Enumerable.Range(0, Copies).Select(copy => Task.Run(() => Send(host, new Random((seed * 100) + copy)), Cancellation)),
                 .. Enumerable.Range(0, Copies).Select(_ => Task.Run(() => Serve(host), Cancellation))]);
            var disturbance = Task.Run(() => Disturb(host, catalogs, ended.Token), Cancellation);
            await clients;
            await ended.CancelAsync();
            await disturbance;
            await Check(host);
            await host.Crash();
        }

        await using var again = Open(folder, catalogs);
        await Check(again);
    }

    private static EmbeddedHost Open(DataFolder folder, FixedCatalogs catalogs) =>
        new(folder, catalogs, new ManualTime(), new EmbeddedHostOptions { LiveGrainsMax = 3, DurableServes = true });

    private static async Task Send(EmbeddedHost host, Random random)
    {
        var events = Enumerable.Range(0, Users * EventsPerUser)
            .Select(at => Crew.Track($"e{at}", "landed", $"u{at % Users}", $"a{at % 2}")).ToArray();
        random.Shuffle(events);
        foreach (var batch in events.Chunk(7))
        {
            await host.Ingest(batch);
        }
    }

    private static async Task Serve(EmbeddedHost host)
    {
        for (var at = 0; at < Users * RequestsPerUser; at++)
        {
            await host.Decide(Crew.Ask("lounge", $"u{at % Users}", requestId: $"r{at}"));
        }
    }

    private static async Task Disturb(EmbeddedHost host, FixedCatalogs catalogs, CancellationToken ended)
    {
        for (var at = 0; !ended.IsCancellationRequested; at++)
        {
            catalogs.Publish(at % 2 == 0 ? Airline.WithOneMoreFeature : Airline.Catalog);
            await host.Host.SweepIdle(Cancellation);
            await Task.Yield();
        }
    }

    private static async Task Check(EmbeddedHost host)
    {
        for (var user = 0; user < Users; user++)
        {
            var view = await host.GetUser($"u{user}");
            Assert.Equal((EventsPerUser + RequestsPerUser, EventsPerUser), (view.Version, view.Features["landing"].Count));
            Assert.Equal((2, RequestsPerUser), (view.Exposures["rest.one"].Served + view.Exposures["rest.two"].Served, view.Exposures["rest.three"].Served));
        }

        foreach (var account in new[] { "a0", "a1" })
        {
            var view = await host.GetAccount(account);
            Assert.Equal((Users * EventsPerUser / 2, Users * EventsPerUser / 2), (view.Version, view.Features["traffic"].Count));
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Channels.Inlets;
using Personalization.Channels.RabbitMq;
using Personalization.Channels.Settings;
using Personalization.Core.Events;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Queues;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Telemetry;
using Personalization.Grains;
using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Sqlite;
using Personalization.Journal.Sqlite;
using Sample = Personalization.HostContract.Sample;

namespace Personalization.Channels.Tests.Support;

/// <summary>All that queues are read into: journal, profiles and dead letters of one tenant on a folder of their own, with the airline's catalog.</summary>
internal sealed class Airport : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("airport-").FullName;
    private readonly SqliteJournal journal;
    private readonly SqliteSnapshots snapshots;
    private readonly SqliteControlStore control;
    private readonly TenantRegions regions;
    private readonly EmbeddedProfiles profiles;
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly GatewayMetrics gatewayMetrics;

    public Airport(Func<IProfiles, IProfiles>? wrap = null, string? region = null)
    {
        journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        Journal = new HeldJournal(journal);
        snapshots = SqliteSnapshots.Open(folder);
        control = SqliteControlStore.Open(folder, TimeProvider.System);
        var catalogs = new FixedCatalogs(Airline.Catalog);
        profiles = new EmbeddedProfiles(Journal, snapshots, catalogs, TimeProvider.System, new EmbeddedHostOptions());
        Meters = services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        gatewayMetrics = new GatewayMetrics(Meters);
        Metrics = new ChannelMetrics(Meters);
        regions = new TenantRegions(control, RegionMap.None with { Own = region });
        Intake = new Intake(wrap?.Invoke(profiles) ?? profiles, catalogs, control, regions, gatewayMetrics);
    }

    public HeldJournal Journal { get; }

    public string Folder => folder;

    public Intake Intake { get; }

    public System.Diagnostics.Metrics.IMeterFactory Meters { get; }

    public ChannelMetrics Metrics { get; }

    /// <summary>Pins the tenant.</summary>
    public async Task Pin(string region)
    {
        await control.Tenants.Ensure(Sample.Acme);
        Assert.Null(await control.Tenants.Pin(Sample.Acme, region));
        await regions.Refresh();
    }

    public async Task<List<DeadLetter>> DeadLetters() =>
        [.. (await control.DeadLetters.ReadOldest(Sample.Acme, 0, 1000)).Select(stored => stored.Letter)];

    /// <summary>Reads a queue until it is told to stop.</summary>
    public async Task Read(Uri broker, string queue, CancellationToken stop, IConnectionWatch? watch = null, ushort prefetch = Limits.Prefetch)
    {
        var order = new QueueOrder { Broker = broker, Queue = queue, ClientName = "test", BodyBytesMax = 500 * 1024, Prefetch = prefetch };
        await using var source = new RabbitQueue(order, watch ?? new WatchLog(), new HastyTime());
        await Read(source, queue, stop);
    }

    /// <summary>Reads a source until it is told to stop.</summary>
    public Task Read(IQueueSource source, string queue, CancellationToken stop) => new QueueIngest(
        source, new InletSettings(queue, Sample.Acme, Limits.Prefetch, QueueCreation.None), Intake, Metrics, new HastyTime(), NullLogger<QueueIngest>.Instance).Run(stop);

    /// <summary>The ids of all events in the journal, in the order of the feed.</summary>
    public async Task<List<string>> Ids()
    {
        var ids = new List<string>();
        await foreach (var stored in journal.ReadFrom(0, TestContext.Current.CancellationToken))
        {
            ids.Add(stored.Event.Id);
        }

        return ids;
    }

    /// <summary>Serves that many decisions to as many people, and records that the first one's action was clicked.</summary>
    /// <returns>The ids of the decisions and of the outcome.</returns>
    public async Task<List<string>> Serve(int count)
    {
        var ids = new List<string>();
        for (var at = 0; at < count; at++)
        {
            var answer = await profiles.Decide(Crew.Ask("lounge", $"u{at}", account: "a1") with { Durable = true }, TestContext.Current.CancellationToken);
            ids.Add(answer.Value!.Id);
        }

        var outcome = new OutcomeReport(ids[0], "rest.one", Outcome.Clicked, null);
        await profiles.RecordOutcome(Sample.Acme, outcome, TestContext.Current.CancellationToken);
        return [.. ids, ids[0] + "/rest.one/2"];
    }

    public async ValueTask DisposeAsync()
    {
        Journal.LetGo();
        await profiles.DisposeAsync();
        await journal.DisposeAsync();
        snapshots.Dispose();
        await control.DisposeAsync();
        Metrics.Dispose();
        gatewayMetrics.Dispose();
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.TestingHost;
using Personalization.Cluster.Hosting;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.HostContract.Profiles;
using Personalization.Journal;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Postgres;

namespace Personalization.Cluster.Tests.Hosts;

/// <summary>Three silos in this process, each with a journal of its own on one schema of PostgreSQL. Calls come to one after the other.</summary>
internal sealed class SiloHost : HostUnderTest
{
    private const int Silos = 3;

    private readonly InProcessTestCluster cluster;
    private readonly List<IJournal> journals;
    private readonly PostgresSnapshots snapshots;
    private bool isClosed;

    private SiloHost(InProcessTestCluster cluster, List<IJournal> journals, PostgresSnapshots snapshots)
    {
        (this.cluster, this.journals, this.snapshots) = (cluster, journals, snapshots);
        Profiles = new Doors([.. Nodes]);
    }

    /// <summary>The nodes of all silos that run.</summary>
    public IEnumerable<NodeProfiles> Nodes => Each<NodeProfiles>();

    public override IProfiles Profiles { get; }

    public static async ValueTask<SiloHost> Open(string connectionString, string schema, ICatalogs catalogs, TimeProvider time, int liveMax, Action<ISiloBuilder>? more = null, TimeSpan? idleAfter = null)
    {
        // One for each silo, and one for a silo that a test may add.
        var opened = new List<IJournal>();
        for (var at = 0; at <= Silos; at++)
        {
            opened.Add(await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connectionString, Schema = schema }));
        }

        var profiles = await PostgresSnapshots.Open(connectionString, schema);
        var next = -1;
        var options = new EmbeddedHostOptions { LiveGrainsMax = liveMax };
        options = idleAfter is { } idle ? options with { IdleAfter = idle } : options;
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(opened[Interlocked.Increment(ref next)]).AddSingleton<ISnapshots>(profiles).AddSingleton(catalogs);

            // Nobody is cut off here, and a busy machine must not be taken for it. What a silent database does has tests with a clock of their own.
            silo.Services.AddSingleton(new DatabasePulse(TimeProvider.System, TimeSpan.FromMinutes(1)));
            silo.AddMemoryGrainStorage(ControlStorage.Name).AddSubjects(options, time);
            more?.Invoke(silo);
        });
        var built = builder.Build();
        await built.DeployAsync();
        return new SiloHost(built, opened, profiles);
    }

    /// <summary>A service of each silo that runs.</summary>
    public IEnumerable<T> Each<T>()
        where T : notnull => cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<T>());

    /// <summary>Starts one silo more.</summary>
    public Task Add() => cluster.StartAdditionalSiloAsync();

    /// <summary>Stops a silo in order, or kills it.</summary>
    public Task Stop(NodeProfiles node, bool isKill)
    {
        var silo = SiloOf(node);
        return isKill ? cluster.KillSiloAsync(silo) : cluster.StopSiloAsync(silo);
    }

    /// <summary>Has every silo look now for subjects whose place is elsewhere.</summary>
    public async Task MoveNow()
    {
        foreach (var moves in cluster.Silos.SelectMany(silo => silo.ServiceProvider.GetServices<IHostedService>().OfType<Moves>()))
        {
            await moves.Round(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Has every silo let go of subjects that are too many for it.</summary>
    public async Task ShedNow(bool isMemoryShort)
    {
        foreach (var idle in cluster.Silos.SelectMany(silo => silo.ServiceProvider.GetServices<IHostedService>().OfType<IdleSubjects>()))
        {
            await idle.Shed(isMemoryShort);
        }
    }

    /// <summary>The node where a subject lives, or null.</summary>
    public NodeProfiles? HomeOf(SubjectKey subject) => Nodes.SingleOrDefault(node => node.Owns(subject));

    /// <summary>The node of a silo.</summary>
    public NodeProfiles NodeOf(SiloAddress silo) => cluster.Silos.Single(one => one.SiloAddress.Equals(silo)).ServiceProvider.GetRequiredService<NodeProfiles>();

    /// <summary>Whether the silo of a node is to seal.</summary>
    public bool IsToSeal(NodeProfiles node) => SiloOf(node).ServiceProvider.GetRequiredService<ISealerElection>().IsWon;

    /// <summary>What the silo of a node tells others of where a subject lives.</summary>
    public ValueTask<string?> Ask(NodeProfiles node, SubjectKey subject) => SiloOf(node).ServiceProvider.GetRequiredService<ISubjectPlaces>().Find(subject);

    /// <summary>Where others reach the silo of a node.</summary>
    public string AddressOf(NodeProfiles node) => SiloOf(node).SiloAddress.Endpoint.ToString();

    public override async ValueTask Crash()
    {
        isClosed = true;
        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }

        foreach (var silo in cluster.Silos.ToList())
        {
            await cluster.KillSiloAsync(silo);
        }

        await snapshots.DisposeAsync();
        await cluster.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }

        await snapshots.DisposeAsync();
    }

    private InProcessSiloHandle SiloOf(NodeProfiles node) => cluster.Silos.Single(one => one.ServiceProvider.GetRequiredService<NodeProfiles>() == node);
}

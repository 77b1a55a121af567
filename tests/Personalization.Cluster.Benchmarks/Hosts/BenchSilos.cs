using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Personalization.Cluster.Hosting;
using Personalization.Cluster.Subjects;
using Personalization.Grains;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;
using Personalization.Journal;
using Personalization.Journal.Postgres;

namespace Personalization.Cluster.Benchmarks.Hosts;

/// <summary>Silos in this process, joined by pipes, each with a journal of its own on the same streams.</summary>
internal sealed class BenchSilos : IAsyncDisposable
{
    /// <summary>Nobody leaves memory while it is measured.</summary>
    public static readonly EmbeddedHostOptions Options = new() { LiveGrainsMax = 10_000_000, IdleAfter = TimeSpan.FromHours(2) };

    /// <summary>Load that takes all processors, and full collections, must not look like a database that is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly InProcessTestCluster cluster;
    private readonly Func<ValueTask> close;

    private BenchSilos(InProcessTestCluster cluster, Func<ValueTask> close) => (this.cluster, this.close) = (cluster, close);

    /// <summary>The nodes, one per silo.</summary>
    public NodeProfiles[] Nodes => [.. All<NodeProfiles>()];

    /// <summary>The way to grains, one per silo.</summary>
    public GrainOwners[] Owners => [.. All<GrainOwners>()];

    /// <summary>What each silo calls grains with.</summary>
    public IGrainFactory[] Factories => [.. All<IGrainFactory>()];

    /// <summary>The silos' addresses.</summary>
    public SiloAddress[] Addresses => [.. cluster.Silos.Select(silo => silo.SiloAddress)];

    /// <summary>Silos with nothing of this host: what Orleans does by itself.</summary>
    public static Task<BenchSilos> Plain(int silos) => Start(silos, _ => { }, () => ValueTask.CompletedTask);

    /// <summary>Silos whose journals commit at once.</summary>
    public static Task<BenchSilos> InMemory(int silos, InstantStreams streams) =>
        Start([.. Enumerable.Range(0, silos).Select(_ => new InstantJournal(streams))], new MemorySnapshots(), () => ValueTask.CompletedTask);

    /// <summary>Silos on one schema of PostgreSQL.</summary>
    public static async Task<BenchSilos> OnPostgres(int silos, string connectionString, string schema)
    {
        var journals = new List<PostgresJournal>();
        for (var at = 0; at < silos; at++)
        {
            journals.Add(await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connectionString, Schema = schema }));
        }

        var snapshots = await PostgresSnapshots.Open(connectionString, schema);
        return await Start(journals, snapshots, async () =>
        {
            foreach (var journal in journals)
            {
                await journal.DisposeAsync();
            }

            await snapshots.DisposeAsync();
        });
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
        await close();
    }

    private static Task<BenchSilos> Start(IReadOnlyList<IJournal> journals, ISnapshots snapshots, Func<ValueTask> close)
    {
        var next = -1;
        return Start(
            journals.Count,
            silo =>
            {
                silo.Services.AddSingleton(new DatabasePulse(TimeProvider.System, Patience));
                silo.Services.AddSingleton(journals[Interlocked.Increment(ref next)]).AddSingleton(snapshots).AddSingleton<ICatalogs, BenchCatalogs>();
                silo.AddMemoryGrainStorage(ControlStorage.Name).AddSubjects(Options, TimeProvider.System);
            },
            close);
    }

    private static async Task<BenchSilos> Start(int silos, Action<ISiloBuilder> configure, Func<ValueTask> close)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
            configure(silo);
        });
        var built = builder.Build();
        await built.DeployAsync();
        return new BenchSilos(built, close);
    }

    private IEnumerable<T> All<T>()
        where T : notnull => cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<T>());
}

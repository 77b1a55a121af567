using Personalization.Benchmarks.InProcess;
using Personalization.Benchmarks.Journals;
using Personalization.Cluster.Benchmarks.Hosts;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>What the scenarios of calls share: two silos over memory, two over PostgreSQL, and the host that is alone. Calls come in on the first silo, which is "here".</summary>
internal sealed class CallBench : IAsyncDisposable
{
    private CallBench(BenchSilos plain, BenchSilos memory, BenchSilos? postgres, EmbeddedProfiles alone) => (Plain, Memory, Postgres, Alone) = (plain, memory, postgres, alone);

    /// <summary>Silos that know nothing of this host, for the empty grains.</summary>
    public BenchSilos Plain { get; }

    /// <summary>Silos whose journals commit at once.</summary>
    public BenchSilos Memory { get; }

    /// <summary>Silos on a PostgreSQL that syncs; null where there is none.</summary>
    public BenchSilos? Postgres { get; }

    /// <summary>One process without Orleans, over a journal that commits at once; it answers a serve after its commit, as silos do.</summary>
    public EmbeddedProfiles Alone { get; }

    /// <summary>Users in memory here, and on the other silo, that peeks are about.</summary>
    public required string[] PeeksHere { get; init; }

    /// <inheritdoc cref="PeeksHere"/>
    public required string[] PeeksThere { get; init; }

    /// <summary>Empty grains here, and on the other silo.</summary>
    public required string[] EmptyHere { get; init; }

    /// <inheritdoc cref="EmptyHere"/>
    public required string[] EmptyThere { get; init; }

    /// <summary>Who is served over memory.</summary>
    public required Couples InMemory { get; init; }

    /// <summary>Who is served over PostgreSQL; null where there is none.</summary>
    public required Couples? OnPostgres { get; init; }

    public static async Task<CallBench> Start(JournalBench database)
    {
        var plain = await BenchSilos.Plain(2);
        var memory = await BenchSilos.InMemory(2, new InstantStreams());
        var postgres = database.Missing is null ? await BenchSilos.OnPostgres(2, database.ConnectionString, "calls") : null;
        var alone = new EmbeddedProfiles(
            new InstantJournal(new InstantStreams()), new MemorySnapshots(), new BenchCatalogs(), TimeProvider.System, BenchSilos.Options with { DurableServes = true });
        await Population.Meet(alone);
        await Population.Meet(memory.Nodes[0]);
        var users = Enumerable.Range(0, Population.Users).Select(Population.User).ToLookup(user => LivesAt(memory.Nodes[0], user));
        var empty = await EmptyGrains(plain);
        return new CallBench(plain, memory, postgres, alone)
        {
            PeeksHere = [.. users[true]],
            PeeksThere = [.. users[false]],
            EmptyHere = [.. empty[true]],
            EmptyThere = [.. empty[false]],
            InMemory = await Couples.Find(memory),
            OnPostgres = postgres is null ? null : await Couples.Find(postgres),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Alone.DisposeAsync();
        await Memory.DisposeAsync();
        await Plain.DisposeAsync();
        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }
    }

    private static bool LivesAt(NodeProfiles node, string user) => node.Owns(new SubjectKey(SampleCatalog.Tenant, SubjectKind.User, user));

    private static async Task<ILookup<bool, string>> EmptyGrains(BenchSilos silos)
    {
        var (factory, here) = (silos.Factories[0], silos.Addresses[0]);
        var found = new List<(string Key, bool IsHere)>();
        foreach (var key in Enumerable.Range(0, 2 * Population.Users).Select(Population.User))
        {
            found.Add((key, (await factory.GetGrain<IEmptyGrain>(key).Where()).Equals(here)));
        }

        return found.ToLookup(one => one.IsHere, one => one.Key);
    }
}

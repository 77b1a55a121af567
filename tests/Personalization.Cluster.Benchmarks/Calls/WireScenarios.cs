using Personalization.Benchmarks.InProcess;
using Personalization.Benchmarks.Smoke;
using Personalization.Cluster.Benchmarks.Hosts;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>How many bytes a turn and its reply have on the wire between two silos, without what Orleans puts around them.</summary>
internal static class WireScenarios
{
    private const int Turns = 100;

    public static IEnumerable<Scenario> All()
    {
        var bytes = new Lazy<Task<Dictionary<string, double>>>(Measure);
        return new[] { "peek, turn", "peek, reply", "serve with an account's cap, turn with its guest", "serve with an account's cap, reply" }
            .Select(what => new Scenario("on the wire: " + what, "bytes", "", async _ => (await bytes.Value)[what]));
    }

    private static async Task<Dictionary<string, double>> Measure()
    {
        var (streams, snapshots, wires) = (new InstantStreams(), new MemorySnapshots(), new MeteredWire[2]);
        await using var there = new NodeProfiles(new InstantJournal(streams), snapshots, new BenchCatalogs(), wires[1] = new MeteredWire(), TimeProvider.System, BenchSilos.Options);
        await using var here = new NodeProfiles(new InstantJournal(streams), snapshots, new BenchCatalogs(), wires[0] = new MeteredWire { Other = there }, TimeProvider.System, BenchSilos.Options);
        for (var at = 0; at < Population.Users; at++)
        {
            there.TakeUp(new SubjectKey(SampleCatalog.Tenant, SubjectKind.User, Population.User(at)));
            there.TakeUp(new SubjectKey(SampleCatalog.Tenant, SubjectKind.Account, Population.Account(at)));
        }

        await Population.Meet(there);
        var peeks = await Average(at => Population.Ask(here, Population.Peek(Population.User(at))));
        for (var at = 0; at < Turns; at++)
        {
            there.TakeUp(new SubjectKey(BenchCatalogs.Capped, SubjectKind.Account, Population.Account(at)));
            here.TakeUp(new SubjectKey(BenchCatalogs.Capped, SubjectKind.User, Population.User(at)));
            for (var before = 0; before < 5; before++)
            {
                await Population.Ask(here, Population.Serve("seat", Population.User(at)));
            }
        }

        var serves = await Average(at => Population.Ask(here, Population.Serve("box", Population.User(at), Population.Account(at))));
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["peek, turn"] = peeks.Turn,
            ["peek, reply"] = peeks.Reply,
            ["serve with an account's cap, turn with its guest"] = serves.Turn,
            ["serve with an account's cap, reply"] = serves.Reply,
        };

        async Task<(double Turn, double Reply)> Average(Func<int, ValueTask> call)
        {
            wires[0].Reset();
            for (var at = 0; at < Turns; at++)
            {
                await call(at);
            }

            return wires[0].Average;
        }
    }
}

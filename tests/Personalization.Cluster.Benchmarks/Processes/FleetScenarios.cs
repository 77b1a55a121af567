using Personalization.Benchmarks.Journals;
using Personalization.Benchmarks.Smoke;
using Personalization.Grpc.V1;

namespace Personalization.Cluster.Benchmarks.Processes;

/// <summary>
/// One silo process and two under the same load. Client, silos and PostgreSQL share the cores here, so that rates say little about what two machines would do;
/// what does is how much more of a processor a call takes among two than on one.
/// </summary>
internal static class FleetScenarios
{
    /// <summary>Two silos do 1.6 times the work of one where each call takes at most so much more of them: 2 / 1.25.</summary>
    private const double CostMax = 1.25;

    public static IEnumerable<Scenario> All(JournalBench database)
    {
        var one = Fleet(database, "one", 1);
        var two = Fleet(database, "two", 2);
        (string Name, Lazy<Task<SiloFleet>> Fleet, bool IsAtHome)[] ways =
            [("one silo process", one, false), ("two silo processes, calls at the users' silos", two, true), ("two silo processes, calls at any silo", two, false)];
        foreach (var (what, unit, measure) in Kinds())
        {
            string? rate = null, cost = null;
            foreach (var (name, fleet, isAtHome) in ways)
            {
                var load = new Lazy<Task<FleetLoad>>(async () => new FleetLoad(await fleet.Value, isAtHome));
                yield return new Scenario($"{name}: {what}", unit, "", async duration => await measure(await load.Value, duration)) { Baseline = rate, Skipped = database.Missing };
                yield return new Scenario($"{name}: {what}, processors of the silos", "µs", cost is null ? "" : "<= 125 %", async _ => (await load.Value).SiloMicroseconds)
                {
                    Baseline = cost, IsMet = cost is null ? null : ratio => ratio <= CostMax, Skipped = database.Missing,
                };
                yield return new Scenario($"{name}: {what}, processors of PostgreSQL", "µs", "", async _ => (await load.Value).PostgresMicroseconds) { Skipped = database.Missing };
                rate ??= $"{name}: {what}";
                cost ??= $"{name}: {what}, processors of the silos";
            }
        }
    }

    private static (string What, string Unit, Func<FleetLoad, TimeSpan, Task<double>> Measure)[] Kinds() =>
    [
        ("peeks", "decisions/s", (load, duration) => load.Decide(DecideMode.Peek, duration)),
        ("serves", "decisions/s", (load, duration) => load.Decide(DecideMode.Serve, duration)),
        ("durable events", "events/s", (load, duration) => load.Ingest(duration)),
    ];

    private static Lazy<Task<SiloFleet>> Fleet(JournalBench database, string name, int silos) =>
        new(async () => database.Own(await SiloFleet.Start(database, name, silos)));
}

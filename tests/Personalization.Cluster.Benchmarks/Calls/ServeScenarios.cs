using Personalization.Benchmarks.Smoke;
using Personalization.Cluster.Benchmarks.Hosts;
using Personalization.Core.Decisions;
using Personalization.Grains;
using Personalization.HostContract.Postgres;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>Decisions that count: against a user's cap, and against an account's beside the user or on the other silo. All are answered after their commit.</summary>
internal static class ServeScenarios
{
    private const string Alone = "embedded host, durable serve, journal in memory";

    /// <summary>Over memory as many as for empty calls; over a database more, since a commit takes longer than a turn and many share one.</summary>
    private const int Count = 64, CountDurable = 1_024;

    public static IEnumerable<Scenario> All(CallBench bench) =>
    [
        .. Rows.Of(Rows.Rate(Alone), () => Serving(Count, bench.Alone, bench.InMemory.Alone)),
        .. InMemory(bench),
        .. OnPostgres(bench).Select(row => row with { Skipped = PostgresInstance.Missing }),
    ];

    private static IEnumerable<Scenario> InMemory(CallBench bench)
    {
        var node = bench.Memory.Nodes[0];
        return
        [
            .. Rows.Of(Rows.Rate("serve, user's cap, journal in memory", PeekScenarios.Empty, 1.3), () => Serving(Count, node, bench.InMemory.Alone)),
            Rows.Rate("serve, user's cap, journal in memory, beside the embedded host", Alone) with { Measure = duration => Serving(Count, node, bench.InMemory.Alone).Rate(duration) },
            .. Rows.Of(Rows.Rate("serve, account's cap, one silo, journal in memory", PeekScenarios.Empty, 2.5), () => Serving(Count, node, bench.InMemory.Together)),
            .. Rows.Of(Rows.Rate("serve, account's cap, two silos, journal in memory", PeekScenarios.EmptyThere), () => Serving(Count, node, bench.InMemory.Apart)),
        ];
    }

    private static IEnumerable<Scenario> OnPostgres(CallBench bench)
    {
        return
        [
            .. Rows("user's cap", 1.3, couples => couples.Alone),
            .. Rows("account's cap, one silo", 2.5, couples => couples.Together),
            .. Rows("account's cap, two silos", null, couples => couples.Apart),
        ];

        IEnumerable<Scenario> Rows(string what, double? timesMax, Func<Couples, Func<long, DecisionRequest>> of) => Calls.Rows.Of(
            Calls.Rows.Rate($"serve, {what}, PostgreSQL that syncs", PeekScenarios.Empty, timesMax), () => Serving(CountDurable, bench.Postgres!.Nodes[0], of(bench.OnPostgres!)));
    }

    private static Callers Serving(int count, IProfiles host, Func<long, DecisionRequest> next) => new(count, at => Population.Ask(host, next(at)));
}

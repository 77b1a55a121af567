using Personalization.Benchmarks.InProcess;
using Personalization.Benchmarks.Smoke;
using Personalization.Cluster.Benchmarks.Hosts;
using Personalization.Core;
using Personalization.Grains;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>Empty grain calls, and decisions that change nothing, on the sample's catalog with user and account in memory.</summary>
internal static class PeekScenarios
{
    /// <summary>The bars' baseline.</summary>
    public const string Empty = "empty grain call, same silo";

    /// <summary>Between silos.</summary>
    public const string EmptyThere = "empty grain call, to the other silo";

    private const string Alone = "embedded host, peek";

    /// <summary>As many as give the highest rate.</summary>
    private const int Count = 64;

    public static IEnumerable<Scenario> All(CallBench bench) =>
    [
        .. Rows.Of(Rows.Rate(Empty), () => Calling(bench.Plain.Factories[0], bench.EmptyHere)),
        .. Rows.Of(Rows.Rate(EmptyThere, Empty), () => Calling(bench.Plain.Factories[0], bench.EmptyThere)),
        .. Rows.Of(Rows.Rate(Alone), () => Asking(bench.Alone, bench.PeeksHere)),
        .. Rows.Of(Rows.Rate("`Decide` peek, on the user's silo", Empty, 1.3), () => Asking(bench.Memory.Nodes[0], bench.PeeksHere)),
        Rows.Rate("`Decide` peek, on the user's silo, beside the embedded host", Alone) with { Measure = Asking(bench.Memory.Nodes[0], bench.PeeksHere).Rate },
        .. Rows.Of(Rows.Rate("`Decide` peek, through the user's grain on the same silo", Empty, 1.3), () => Sending(bench)),
        .. Rows.Of(Rows.Rate("`Decide` peek, on the other silo", EmptyThere), () => Asking(bench.Memory.Nodes[0], bench.PeeksThere)),
    ];

    private static Callers Calling(IGrainFactory factory, string[] keys) => new(Count, at => factory.GetGrain<IEmptyGrain>(keys[at % keys.Length]).Call());

    private static Callers Asking(IProfiles host, string[] users) => new(Count, at => Population.Ask(host, Population.Peek(users[at % users.Length])));

    private static Callers Sending(CallBench bench) => new(Count, async at =>
    {
        var request = Population.Peek(bench.PeeksHere[at % bench.PeeksHere.Length]);
        var turn = new TravellingDecision(request) { Tenant = SampleCatalog.Tenant, Now = Instant.From(DateTimeOffset.UtcNow) };
        var reply = await bench.Memory.Owners[0].Send(request.Subject, turn, CancellationToken.None);
        if (reply.Decision is not { Actions.Length: > 0 })
        {
            throw new InvalidOperationException($"There is nothing to measure: {reply.End}.");
        }
    });
}

using System.Collections.Immutable;

namespace Personalization.Chaos.Load;

/// <summary>The gateways in rotation: clients send to those that are ready, as behind a Kubernetes service.</summary>
internal sealed class Gateways
{
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(200);
    private ImmutableArray<Gateway> all = [];
    private uint turns;

    /// <summary>All that were not taken out.</summary>
    public IReadOnlyList<Gateway> All => all;

    /// <summary>Adds one; it gets calls once it says that it is ready.</summary>
    public void Add(Gateway gateway) => ImmutableInterlocked.Update(ref all, list => list.Add(gateway));

    /// <summary>Takes one out.</summary>
    public void Remove(Gateway gateway) => ImmutableInterlocked.Update(ref all, list => list.Remove(gateway));

    /// <summary>The next ready one; null where none is.</summary>
    public (Gateway Gateway, IGatewayCalls Calls)? Next()
    {
        var turn = Interlocked.Increment(ref turns);
        var ready = all.Where(one => one.IsReady).ToArray();

        // Protocols change after each round, so that each gateway is called in both.
        return ready.Length == 0 ? null : ready[turn % ready.Length] is var gateway ? (gateway, gateway.Calls(turn / (uint)ready.Length)) : null;
    }

    /// <summary>Asks all of them again and again whether they are ready.</summary>
    public async Task Probe(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(ProbePeriod);
        var asked = new Dictionary<Gateway, Task>();
        do
        {
            // One that does not answer at all must not keep the others from being asked.
            foreach (var gateway in all.Where(one => !asked.TryGetValue(one, out var before) || before.IsCompleted))
            {
                asked[gateway] = gateway.Probe();
            }
        }
        while (await timer.Ticks(stop));
    }
}

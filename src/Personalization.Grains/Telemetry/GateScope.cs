using System.Diagnostics;
using Personalization.Grains.Embedded;

namespace Personalization.Grains.Telemetry;

/// <summary>Holds a grain's gate for a turn until it is disposed of, and measures the wait for it where there was one.</summary>
internal readonly ref struct GateScope
{
    private readonly Lock gate;

    /// <summary>Enters.</summary>
    public GateScope(Grain grain, GrainMetrics metrics)
    {
        gate = grain.Gate;
        if (!gate.TryEnter())
        {
            var startedAt = Stopwatch.GetTimestamp();
            gate.Enter();
            metrics.WaitedAtGate(startedAt);
        }
    }

    /// <summary>Leaves.</summary>
    public void Dispose() => gate.Exit();
}

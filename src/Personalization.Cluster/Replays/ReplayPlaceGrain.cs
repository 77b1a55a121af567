using System.Diagnostics;
using Orleans.Placement;

namespace Personalization.Cluster.Replays;

/// <inheritdoc cref="IReplayPlaceGrain"/>
/// <remarks>It stores nothing: processes say it again and again. It lives where the process is that said it first, so that mostly both are gone together, and nobody waits for an answer.</remarks>
[GrainType("replay-place"), PreferLocalPlacement]
internal sealed class ReplayPlaceGrain : Grain, IReplayPlaceGrain
{
    private IReplayKeeper? process;
    private long saidAt;

    /// <inheritdoc/>
    public ValueTask Open(IReplayKeeper process)
    {
        (this.process, saidAt) = (process, Stopwatch.GetTimestamp());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask Close()
    {
        process = null;
        DeactivateOnIdle();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReplayKeeper?> Find() => new(Stopwatch.GetElapsedTime(saidAt) <= Limits.ReplayLease ? process : null);
}

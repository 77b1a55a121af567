using Orleans.Concurrency;
using Orleans.Placement;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <inheritdoc cref="IEmptyGrain"/>
[Reentrant, RandomPlacement]
internal sealed class EmptyGrain(ILocalSiloDetails silo) : Grain, IEmptyGrain
{
    /// <inheritdoc/>
    public ValueTask Call() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<SiloAddress> Where() => new(silo.SiloAddress);
}

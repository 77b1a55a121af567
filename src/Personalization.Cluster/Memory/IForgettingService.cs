using Orleans.Services;

namespace Personalization.Cluster.Memory;

/// <summary>Drops what a silo has in memory of a subject. Each silo has one.</summary>
[Alias("personalization.forgetting")]
internal interface IForgettingService : IGrainService
{
    /// <summary>Drops it (<see cref="Grains.Nodes.NodeProfiles.Forget"/>).</summary>
    /// <param name="subject">The key of the subject's grain.</param>
    /// <param name="cancellation">Stops waiting.</param>
    [Alias("forget")]
    ValueTask Forget(string subject, CancellationToken cancellation);
}

using Orleans.Runtime.Placement;

namespace Personalization.Cluster.Placement;

/// <summary>Activates a grain on the silo that wins its anchor, so that people live where their account does.</summary>
internal sealed class SubjectPlacementDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(Rendezvous.Winner(Anchor.Of(target.GrainIdentity, target.RequestContextData), context.GetCompatibleSilos(target)));
}

using Personalization.Grains.Nodes;

namespace Personalization.Silo.Hosting;

/// <summary>A silo belongs to the cluster while the others take it for active.</summary>
/// <param name="silos">What the silo thinks it is; one that was cut off learns late that it was given up.</param>
/// <param name="pulse">Beats only while the table of members is read and does not say that the silo is dead.</param>
internal sealed class Membership(ISiloStatusOracle silos, DatabasePulse pulse) : ICluster
{
    /// <inheritdoc/>
    public bool IsJoined => silos.CurrentStatus == SiloStatus.Active && pulse.IsFresh;
}

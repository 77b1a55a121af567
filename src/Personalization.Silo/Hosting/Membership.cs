namespace Personalization.Silo.Hosting;

/// <summary>A silo belongs to the cluster while the others take it for active.</summary>
internal sealed class Membership(ISiloStatusOracle silos) : ICluster
{
    /// <inheritdoc/>
    public bool IsJoined => silos.CurrentStatus == SiloStatus.Active;
}

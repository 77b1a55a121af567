using Personalization.Cluster.Placement;
using Personalization.Journal.Audit.Sealing;

namespace Personalization.Cluster.Hosting;

/// <summary>The silo that wins the draw among the active ones seals.</summary>
/// <remarks>Two silos may win while they disagree about who is there. What is sealed is fenced by the store, so that costs work and nothing else (ADR 0031).</remarks>
internal sealed class SealerElection(ISiloStatusOracle silos) : ISealerElection
{
    /// <inheritdoc/>
    public bool IsWon => silos.GetActiveSilos() is { Length: > 0 } active && Rendezvous.Winner("audit", active).Equals(silos.SiloAddress);
}

using Personalization.Journal.Audit.Sealing;

namespace Personalization.Cluster.Hosting;

/// <summary>A client of silos only watches how far they have sealed.</summary>
internal sealed class NoSealer : ISealerElection
{
    /// <inheritdoc/>
    public bool IsWon => false;
}

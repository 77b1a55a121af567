using Personalization.Gateway.Health;

namespace Personalization.Silo.Hosting;

/// <summary>Ready when it belongs to the cluster, has a catalog and hears from the database.</summary>
internal sealed class SiloReadiness(ICluster cluster, SiloStores stores) : IReadiness
{
    /// <summary>Several of the looks that the control store takes at the database: one that is slow makes nobody unready.</summary>
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public IReadOnlyList<ReadinessCheck> Checks() =>
    [
        new("cluster_joined", cluster.IsJoined),
        new("catalog_active", stores.Catalogs.HasAny),
        new("database_reachable", stores.Control.SilentFor <= DatabasePatience && !stores.Journal.Failed.IsCompleted),
    ];
}

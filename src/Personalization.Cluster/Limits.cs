namespace Personalization.Cluster;

/// <summary>Every bound of the cluster's host, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>Silos of which it is remembered that they read an older version of the wire: several times as many as a cluster has while it is upgraded.</summary>
    public const int OldSilosMax = 1_000;

    /// <summary>How long an older version of the wire is written to a silo that did not know the newest: an upgrade takes minutes, and to ask again costs one call.</summary>
    public static readonly TimeSpan OldWire = TimeSpan.FromMinutes(1);
}

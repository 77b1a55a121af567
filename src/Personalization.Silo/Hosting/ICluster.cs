namespace Personalization.Silo.Hosting;

/// <summary>Whether this process belongs to the cluster.</summary>
internal interface ICluster
{
    /// <summary>Whether it does now.</summary>
    bool IsJoined { get; }
}

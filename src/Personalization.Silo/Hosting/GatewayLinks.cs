namespace Personalization.Silo.Hosting;

/// <summary>A gateway without a silo belongs to the cluster while it is connected to a silo.</summary>
internal sealed class GatewayLinks : ICluster
{
    private volatile int count;

    /// <inheritdoc/>
    public bool IsJoined => count > 0;

    /// <summary>Learns how many silos it is connected to.</summary>
    public void Changed(object sender, GatewayCountChangedEventArgs links) => count = links.NumberOfConnectedGateways;
}

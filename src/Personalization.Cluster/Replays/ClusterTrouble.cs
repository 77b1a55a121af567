using System.Data.Common;
using System.Net.Sockets;

namespace Personalization.Cluster.Replays;

/// <summary>What happens to calls while silos or the database come and go.</summary>
internal static class ClusterTrouble
{
    /// <summary>Whether the same call may succeed later.</summary>
    public static bool IsPassing(Exception error) => error is TimeoutException or OrleansException or SocketException or IOException or DbException;
}

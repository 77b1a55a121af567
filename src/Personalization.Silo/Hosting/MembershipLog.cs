using System.Net;

namespace Personalization.Silo.Hosting;

/// <summary>Says in one line each who joined the cluster, who left it and who was lost.</summary>
internal sealed partial class MembershipLog(IClusterMembershipService members, ILocalSiloDetails silo, ILogger<MembershipLog> log) : BackgroundService
{
    private readonly Dictionary<SiloAddress, SiloStatus> known = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var snapshot in members.MembershipUpdates.WithCancellation(stoppingToken))
            {
                Tell(snapshot);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The silo stops, and no longer follows the others.
        }
    }

    private void Tell(ClusterMembershipSnapshot snapshot)
    {
        var active = snapshot.Members.Values.Count(one => one.Status == SiloStatus.Active);
        foreach (var (address, member) in snapshot.Members)
        {
            var was = known.GetValueOrDefault(address);
            known[address] = member.Status;
            if (was == member.Status)
            {
                continue;
            }

            switch (member.Status)
            {
                case SiloStatus.Active when address.Equals(silo.SiloAddress):
                    LogJoinedItself(address.Endpoint, active);
                    break;
                case SiloStatus.Active:
                    LogJoined(address.Endpoint, active);
                    break;
                case SiloStatus.Dead when was == SiloStatus.Active:
                    LogLost(address.Endpoint, active);
                    break;
                case SiloStatus.Dead when was is SiloStatus.ShuttingDown or SiloStatus.Stopping:
                    LogLeft(address.Endpoint, active);
                    break;
            }
        }

        foreach (var swept in known.Keys.Where(one => !snapshot.Members.ContainsKey(one)).ToList())
        {
            known.Remove(swept);
        }
    }

    [LoggerMessage(EventId = 3011, Level = LogLevel.Information, Message = "This silo, {Silo}, has joined the cluster: {Count} active")]
    private partial void LogJoinedItself(IPEndPoint silo, int count);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Information, Message = "The silo {Silo} is in the cluster: {Count} active")]
    private partial void LogJoined(IPEndPoint silo, int count);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Information, Message = "The silo {Silo} has left the cluster: {Count} active")]
    private partial void LogLeft(IPEndPoint silo, int count);

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "The silo {Silo} was declared dead; its subjects go on elsewhere: {Count} active")]
    private partial void LogLost(IPEndPoint silo, int count);
}

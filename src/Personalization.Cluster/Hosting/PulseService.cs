using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Hosting;

/// <summary>Reads the table of members again and again: whoever can is not cut off from the database, and learns there when the others have given it up.</summary>
internal sealed partial class PulseService(IClusterMembershipService members, ILocalSiloDetails silo, DatabasePulse pulse, ILogger<PulseService> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.PulsePeriod);
        var isHeard = true;
        do
        {
            var askedAt = Stopwatch.GetTimestamp();
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                patience.CancelAfter(Limits.PulsePatience);
                await members.Refresh(default, patience.Token);
                if (members.CurrentSnapshot.GetSiloStatus(silo.SiloAddress) == SiloStatus.Dead)
                {
                    await pulse.Missed();
                    continue;
                }

                pulse.Beat(askedAt);
                if (!isHeard)
                {
                    HeardAgain(log);
                }

                isHeard = true;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception silent)
            {
                if (isHeard)
                {
                    Silent(log, silent, Limits.PulsePatience.TotalSeconds);
                }

                isHeard = false;
                await pulse.Missed();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).OrStopped());
    }

    [LoggerMessage(LogLevel.Warning, "The database does not answer. If that lasts for {Seconds} s, this silo refuses calls until it does: others may have taken over its subjects.")]
    private static partial void Silent(ILogger log, Exception cause, double seconds);

    [LoggerMessage(LogLevel.Information, "The database answers again.")]
    private static partial void HeardAgain(ILogger log);
}

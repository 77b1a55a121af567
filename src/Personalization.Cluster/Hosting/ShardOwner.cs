using Microsoft.Extensions.Hosting;
using Personalization.Cluster.Placement;
using Personalization.Projections;
using Personalization.Projections.Feed;

namespace Personalization.Cluster.Hosting;

/// <summary>Shares the shards of the feed out among the silos: each runs those that it wins.</summary>
/// <remarks>Two silos may run the same shard while they disagree about who is there. The checkpoint's move is what counts, and only one of them makes it (ADR 0026).</remarks>
internal sealed class ShardOwner(FeedDriver driver, ISiloStatusOracle silos) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.ShardsPeriod);
        IReadOnlySet<int> owned = new HashSet<int>();
        do
        {
            var active = silos.GetActiveSilos();
            var won = active.Length == 0 ? [] : FeedShards.All.Where(shard => Rendezvous.Winner($"shard:{shard}", active).Equals(silos.SiloAddress)).ToHashSet();
            if (!won.SetEquals(owned))
            {
                driver.Own(owned = won);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).OrStopped());
        driver.Own(new HashSet<int>());
    }
}

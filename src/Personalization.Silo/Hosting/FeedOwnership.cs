using Personalization.Projections;
using Personalization.Projections.Feed;

namespace Personalization.Silo.Hosting;

/// <summary>
/// Spreads the shards of the feed over the silos that are active: each shard is run by the silo with the highest hash of both (rendezvous hashing), so that a silo that comes or goes
/// moves only its own. Silos may disagree for a while; the checkpoints fence.
/// </summary>
internal sealed class FeedOwnership(ISiloStatusOracle silos, FeedDriver driver) : IHostedService, ISiloStatusListener
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        Spread();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status) => Spread();

    private void Spread()
    {
        string[] active = [.. silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(one => one.ToParsableString())];
        driver.Own(ShardsOf(silos.SiloAddress.ToParsableString(), active));
    }

    /// <summary>The shards that a silo runs among those that are active; none where it is not one of them.</summary>
    internal static HashSet<int> ShardsOf(string silo, IReadOnlyCollection<string> active) =>
        active.Contains(silo) ? [.. FeedShards.All.Where(shard => active.MaxBy(one => Core.StableHash.Of(one, (ulong)shard)) == silo)] : [];
}

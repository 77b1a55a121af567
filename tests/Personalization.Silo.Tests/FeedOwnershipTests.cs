using Personalization.Projections;
using Personalization.Silo.Hosting;

namespace Personalization.Silo.Tests;

public sealed class FeedOwnershipTests
{
    private static readonly string[] Silos = ["10.0.0.1:11111@1", "10.0.0.2:11111@2", "10.0.0.3:11111@3"];

    [Fact]
    public void Every_shard_has_one_silo()
    {
        var owned = Silos.Select(silo => FeedOwnership.ShardsOf(silo, Silos)).ToList();
        Assert.Equal(FeedShards.All.Order(), owned.SelectMany(one => one).Order());
        Assert.All(owned, one => Assert.InRange(one.Count, 4, 20));
    }

    [Fact]
    public void A_silo_that_goes_moves_only_its_own_shards()
    {
        var rest = Silos[..2];
        Assert.All(rest, silo => Assert.Subset(FeedOwnership.ShardsOf(silo, rest), FeedOwnership.ShardsOf(silo, Silos)));
        Assert.Equal(FeedShards.All.Order(), rest.SelectMany(silo => FeedOwnership.ShardsOf(silo, rest)).Order());
    }

    [Fact]
    public void A_silo_that_is_not_active_runs_none() => Assert.Empty(FeedOwnership.ShardsOf(Silos[2], Silos[..2]));
}

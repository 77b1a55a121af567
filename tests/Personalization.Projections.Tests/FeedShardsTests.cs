using Personalization.HostContract;

namespace Personalization.Projections.Tests;

public sealed class FeedShardsTests
{
    /// <summary>Stored checkpoints mean these shards.</summary>
    [Fact]
    public void Shards_of_subjects_never_change() =>
        Assert.Equal([20, 28, 15, 5], new[] { Sample.User("u1"), Sample.User("u2"), Sample.Account("a1"), Sample.Shared("cap/x") }.Select(one => FeedShards.Of(one)));

    [Fact]
    public void Subjects_spread_over_all_shards_evenly()
    {
        var counts = Enumerable.Range(0, 32_000).CountBy(at => FeedShards.Of(Sample.User($"u{at}"))).Select(one => one.Value).ToList();
        Assert.Equal(Limits.Shards, counts.Count);
        Assert.All(counts, one => Assert.InRange(one, 850, 1150));
    }
}

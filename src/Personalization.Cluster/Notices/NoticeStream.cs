using Personalization.Projections;
using Personalization.Projections.Notices;

namespace Personalization.Cluster.Notices;

/// <summary>Takes notices of changes to an Orleans stream for each shard of the feed. Grains of any silo follow it by an implicit subscription; watchers do so through <see cref="NoticeGrain"/>.</summary>
/// <remarks>
/// The stream lives in the memory of silos. What dies with one of them is only that somebody should look: watchers look by themselves now and then (<see cref="RemoteWatch"/>),
/// and whoever needs every event follows the journal's feed.
/// </remarks>
/// <param name="cluster">Has the stream provider.</param>
internal sealed class NoticeStream(IClusterClient cluster) : IChangeNotices
{
    /// <summary>The stream provider's name.</summary>
    public const string Provider = "notices";

    /// <summary>The streams' namespace.</summary>
    public const string Namespace = "personalization.changes";

    /// <inheritdoc/>
    public async ValueTask Publish(IReadOnlyList<ChangeNotice> notices, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notices);
        var provider = cluster.GetStreamProvider(Provider);
        foreach (var shard in notices.GroupBy(one => FeedShards.Of(one.Subject)))
        {
            cancellation.ThrowIfCancellationRequested();
            await provider.GetStream<NoticeBatch>(StreamId.Create(Namespace, shard.Key)).OnNextAsync(new NoticeBatch([.. shard.Select(one => NoticeLine.Of(one))]));
        }
    }
}

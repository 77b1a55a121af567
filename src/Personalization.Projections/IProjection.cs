using Personalization.Projections.Stores;

namespace Personalization.Projections;

/// <summary>A consumer whose effects are rows in the store of the checkpoints: every event takes effect exactly once.</summary>
public interface IProjection : IFeedConsumer
{
    /// <summary>
    /// Applies a page to the rows of its shard. Rows and checkpoint become durable together or not at all; where they do not, the same events come again, perhaps in other pages.
    /// Must do nothing else than read and put rows, and no slow work: a transaction is open. Whatever it throws stops this shard, visibly, until a later try succeeds.
    /// </summary>
    ValueTask Apply(FeedPage page, IProjectionRows rows, CancellationToken cancellation);
}

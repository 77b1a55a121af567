namespace Personalization.Projections;

/// <summary>A consumer that hands events to the outside: every event at least once, in the order of its subject's versions.</summary>
/// <remarks>Whoever receives them tells repeats by <see cref="FeedPage.KeyOf"/>.</remarks>
public interface IOutlet : IFeedConsumer
{
    /// <summary>
    /// Hands a page out and completes when the outside has confirmed all of it; the checkpoint moves after that. Whatever it throws makes the page, or parts of it, come
    /// again after a pause. Several shards call it at the same time, each with one page.
    /// </summary>
    ValueTask HandOut(FeedPage page, CancellationToken cancellation);
}

using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Feed;

/// <summary>Runs consumers of the feed on this node, each for itself: one that is slow or fails holds up no other.</summary>
public sealed class FeedDriver
{
    private readonly IReadOnlyList<ConsumerRun> runs;
    private readonly IProjectionStore store;
    private readonly IJournal journal;

    /// <param name="journal">The feed.</param>
    /// <param name="store">Their checkpoints and rows.</param>
    /// <param name="consumers">The consumers, each with a name of its own.</param>
    /// <param name="observer">Is told of trouble.</param>
    /// <param name="clock">Wakes them.</param>
    /// <exception cref="ArgumentException">A name is used twice, or is empty or too long, or a consumer is neither a projection nor an outlet.</exception>
    public FeedDriver(IJournal journal, IProjectionStore store, IEnumerable<IFeedConsumer> consumers, IFeedObserver observer, TimeProvider clock)
    {
        (this.journal, this.store) = (journal, store);
        runs = [.. consumers.Select(one => new ConsumerRun(Checked(one), journal, store, observer, clock))];
        if (runs.DistinctBy(one => one.Consumer.Name).Count() < runs.Count)
        {
            throw new ArgumentException("Two consumers have the same name.", nameof(consumers));
        }
    }

    /// <summary>How each consumer fares with each shard that this node runs.</summary>
    public IReadOnlyList<ShardStatus> Status => [.. runs.SelectMany(one => one.Status)];

    /// <summary>Events that have taken effect since the start, and tries that failed, by consumer.</summary>
    public IEnumerable<(string Consumer, long Events, long Failures)> Counts => runs.Select(one => (one.Consumer.Name, one.Events, one.Failures));

    /// <summary>Says which shards this node runs from now on, for every consumer: all of them on a node that is alone.</summary>
    public void Own(IReadOnlySet<int> shards)
    {
        foreach (var run in runs)
        {
            run.Own(shards);
        }
    }

    /// <summary>The same for one consumer: no shard stops it, and it goes on from its checkpoints when it gets some again.</summary>
    /// <exception cref="ArgumentException">There is no such consumer.</exception>
    public void Own(string consumer, IReadOnlySet<int> shards) => Find(consumer).Own(shards);

    /// <summary>Puts a consumer to a place of the feed, on all nodes: its rows are gone, and made again from there. 0 rebuilds a projection from all of history.</summary>
    /// <exception cref="ArgumentException">There is no such consumer.</exception>
    public async Task Restart(string consumer, FeedStart start, CancellationToken cancellation)
    {
        var run = Find(consumer);
        var end = await journal.ReadEnd(cancellation);
        await store.Restart(consumer, start.Position ?? end, end, cancellation);
        run.Reload();
    }

    /// <summary>Runs the consumers until it is stopped. Does nothing before <see cref="Own(IReadOnlySet{int})"/> says what to do.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] all = [.. runs.Select(one => Task.Run(() => one.Run(together.Token), CancellationToken.None))];
        if (all.Length > 0)
        {
            // None ends by itself: whatever a consumer runs into is tried again. One that does is a bug, which must not look like an idle feed.
            await Task.WhenAny(all);
            await together.CancelAsync();
        }

        await Task.WhenAll(all);
    }

    private ConsumerRun Find(string consumer) =>
        runs.FirstOrDefault(one => one.Consumer.Name == consumer) ?? throw new ArgumentException($"There is no consumer '{consumer}'.", nameof(consumer));

    private static IFeedConsumer Checked(IFeedConsumer consumer) =>
        consumer is IProjection ^ consumer is IOutlet && consumer.Name.Length is > 0 and <= Limits.ConsumerNameCharsMax && consumer.Version > 0
            ? consumer
            : throw new ArgumentException($"'{consumer.Name}' cannot be a consumer: it is a projection or an outlet, its name has 1 to {Limits.ConsumerNameCharsMax} characters, and its version is 1 or more.");
}

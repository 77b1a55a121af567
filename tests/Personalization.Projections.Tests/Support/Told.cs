using System.Collections.Concurrent;
using Personalization.Projections.Feed;

namespace Personalization.Projections.Tests.Support;

/// <summary>Remembers what a driver told.</summary>
public sealed class Told(WatchedStore store) : IFeedObserver
{
    public ConcurrentQueue<FeedFailure> Failures { get; } = [];

    public ConcurrentQueue<int> Recoveries { get; } = [];

    public ConcurrentQueue<int> Losses { get; } = [];

    public ConcurrentQueue<(long Checkpoint, long End)> Ahead { get; } = [];

    public void Failed(FeedFailure failure)
    {
        Failures.Enqueue(failure);
        store.Look();
    }

    public void Recovered(string consumer, int shard)
    {
        Recoveries.Enqueue(shard);
        store.Look();
    }

    public void Lost(string consumer, int shard)
    {
        Losses.Enqueue(shard);
        store.Look();
    }

    public void WasAhead(string consumer, long checkpoint, long end) => Ahead.Enqueue((checkpoint, end));
}

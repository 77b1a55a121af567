using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Feed;

/// <summary>Applies pages of the feed for one consumer: each shard for itself, some at the same time.</summary>
internal sealed class PageWork(IFeedConsumer consumer, IProjectionStore store, IFeedObserver observer)
{
    private long events;

    /// <summary>How many events have taken effect since the start, repeats of hand-outs left out.</summary>
    public long Events => Volatile.Read(ref events);

    /// <summary>Applies to each shard what is its own of a page and lies behind its place. Those that failed are out afterwards.</summary>
    public async Task Apply(IReadOnlyList<ShardRun> runs, IReadOnlyList<StoredEvent> page, long through, CancellationToken stop)
    {
        var byShard = page.ToLookup(one => FeedShards.Of(one.Subject));
        var busy = new List<(ShardRun Run, List<StoredEvent> Events)>();
        foreach (var run in runs)
        {
            var own = byShard[run.Shard].Where(one => one.Position > run.Position).ToList();
            if (own.Count > 0)
            {
                run.CaughtUp(false);
                busy.Add((run, own));
            }
            else
            {
                run.Pass(through);
            }
        }

        var many = new ParallelOptions { MaxDegreeOfParallelism = Limits.ShardsAtOnce, CancellationToken = stop };
        await Parallel.ForEachAsync(busy, many, async (one, cancellation) => await Apply(one.Run, one.Events, through, cancellation));
    }

    /// <summary>Stores the place of a shard that had no events for a while.</summary>
    /// <returns>False where another owner has moved it.</returns>
    public async ValueTask<bool> Store(ShardRun run, CancellationToken stop)
    {
        var to = run.Position;
        if (!await store.Commit(MoveOf(run, to), effect: null, stop))
        {
            return false;
        }

        run.Applied(to);
        return true;
    }

    private async Task Apply(ShardRun run, List<StoredEvent> own, long through, CancellationToken stop)
    {
        var slice = 0;
        var hadFailed = run.Failures > 0;
        try
        {
            for (var at = 0; at < own.Count; at += slice)
            {
                slice = Math.Min(run.PageMax, own.Count - at);
                var to = at + slice == own.Count ? through : own[at + slice - 1].Position;
                if (!await Apply(run, new FeedPage(run.Shard, own.GetRange(at, slice)), to, stop))
                {
                    run.Lose(Limits.RetryPauseMin);
                    observer.Lost(consumer.Name, run.Shard);
                    return;
                }
            }

            if (hadFailed)
            {
                observer.Recovered(consumer.Name, run.Shard);
            }
        }
        catch (Exception cause) when (!stop.IsCancellationRequested)
        {
            // Whatever a consumer throws stands in its shard's way only; whoever started the work tells of it.
            run.Fail(cause, slice);
        }
    }

    private async ValueTask<bool> Apply(ShardRun run, FeedPage page, long to, CancellationToken stop)
    {
        if (consumer is IOutlet outlet)
        {
            await outlet.HandOut(page, stop);
        }

        Func<IProjectionRows, ValueTask>? effect = consumer is IProjection projection ? rows => projection.Apply(page, rows, stop) : null;
        if (!await store.Commit(MoveOf(run, to), effect, stop))
        {
            return false;
        }

        Interlocked.Add(ref events, page.Events.Count);
        run.Applied(to);
        return true;
    }

    private CheckpointMove MoveOf(ShardRun run, long to) => new(consumer.Name, consumer.Version, run.Shard, run.Stored, to);
}

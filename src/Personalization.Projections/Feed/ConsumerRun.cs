using System.Collections.Concurrent;
using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Feed;

/// <summary>
/// Runs one consumer on this node. One loop does everything: lanes of shards read the feed each for itself, and what they have read is applied in turn. Lanes that have come to
/// the end of the feed become one, so that the feed is read once and not once per shard; shards that come later, or again after a failure, catch up in a lane of their own.
/// </summary>
internal sealed class ConsumerRun(IFeedConsumer consumer, IJournal journal, IProjectionStore store, IFeedObserver observer, TimeProvider clock)
{
    private readonly ConcurrentDictionary<int, ShardRun> runs = [];
    private readonly PageWork work = new(consumer, store, observer);
    private readonly WakeSignal changed = new();
    private readonly List<Lane> lanes = [];
    private IReadOnlySet<int> owned = new HashSet<int>();
    private long storedAt = clock.GetTimestamp(), failures;
    private int reload;

    /// <summary>The consumer.</summary>
    public IFeedConsumer Consumer => consumer;

    /// <summary>How many events have taken effect since the start.</summary>
    public long Events => work.Events;

    /// <summary>How many tries have failed since the start.</summary>
    public long Failures => Volatile.Read(ref failures);

    /// <summary>How each of its shards fares.</summary>
    public IEnumerable<ShardStatus> Status => runs.Values.OrderBy(one => one.Shard).Select(one => new ShardStatus(consumer.Name, one.Shard, one.Position, one.Lag, one.Failures, one.Error?.Message));

    /// <summary>Says which shards this node runs from now on; none stops the consumer. A page that is being applied is finished.</summary>
    public void Own(IReadOnlySet<int> shards)
    {
        Volatile.Write(ref owned, shards);
        changed.Raise();
    }

    /// <summary>Reads the checkpoints again, which somebody has moved.</summary>
    public void Reload()
    {
        Volatile.Write(ref reload, 1);
        changed.Raise();
    }

    /// <summary>Runs until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var wake = changed.Next();
                await Round(wake, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was read and not applied is read again by whoever goes on.
        }
        finally
        {
            await CloseLanes();
        }
    }

    private async Task Round(Task wake, CancellationToken stop)
    {
        List<ShardRun> concerned = [];
        try
        {
            Release();
            concerned = [.. runs.Values.Where(one => one.IsOut && one.Pause == TimeSpan.Zero)];
            await Load(concerned, stop);
            await Patience.Wait(NextLook(), clock, stop, [wake, .. lanes.Select(one => one.Pending)]);
            foreach (var ready in lanes.Where(one => one.Pending.IsCompleted).ToArray())
            {
                concerned = ready.Shards;
                await Apply(ready, stop);
            }

            concerned = [.. runs.Values.Where(one => !one.IsOut)];
            Join();
            await StorePlaces(stop);
        }
        catch (Exception cause) when (cause is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // The feed or the store cannot be used: those whom it concerns stand until the next try.
            concerned.ForEach(one => one.Fail(cause, one.PageMax * 2));
            Tell(concerned);
        }

        await Sweep();
    }

    /// <summary>Lets go of shards that this node does not run any more; their stored places are where the next owner begins. Takes on those that it runs now.</summary>
    private void Release()
    {
        if (Interlocked.Exchange(ref reload, 0) != 0)
        {
            foreach (var run in runs.Values)
            {
                run.Lose(TimeSpan.Zero);
            }

            lanes.ForEach(lane => lane.Shards.Clear());
        }

        var now = Volatile.Read(ref owned);
        foreach (var gone in runs.Keys.Where(shard => !now.Contains(shard)).ToArray())
        {
            if (runs.TryRemove(gone, out var run))
            {
                lanes.ForEach(lane => lane.Shards.Remove(run));
            }
        }

        foreach (var shard in now)
        {
            runs.GetOrAdd(shard, (one, time) => new ShardRun(one, time), clock);
        }
    }

    /// <summary>Puts shards that are new, or may be tried again, into a lane.</summary>
    private async Task Load(List<ShardRun> due, CancellationToken stop)
    {
        if (due.Count == 0)
        {
            return;
        }

        var places = await Begin(stop);
        due.ForEach(one => one.Load(places[one.Shard]));
        var together = due.ToList();
        if (lanes.Count >= Limits.LanesMax)
        {
            // The one that is the furthest behind goes back a little more and takes them in.
            var last = lanes.MinBy(one => one.Position)!;
            lanes.Remove(last);
            together.AddRange(last.Shards);
            await last.DisposeAsync();
        }

        lanes.Add(new Lane(journal, consumer.Types, together, clock, stop));
    }

    private async Task<IReadOnlyList<long>> Begin(CancellationToken stop)
    {
        var begun = await journal.ReadEnd(stop);
        var places = await store.Begin(consumer.Name, consumer.Version, consumer.Begins.Position ?? begun, begun, stop);

        // Only an end that is read after the places tells: until then other owners move them on.
        var end = await journal.ReadEnd(stop);
        if (places.Max() is var furthest && furthest <= end)
        {
            return places;
        }

        observer.WasAhead(consumer.Name, furthest, end);
        await store.Restart(consumer.Name, consumer is IProjection ? 0 : end, end, stop);
        return await store.Begin(consumer.Name, consumer.Version, end, end, stop);
    }

    private async Task Apply(Lane lane, CancellationToken stop)
    {
        var (events, through) = await lane.Take();
        await work.Apply(lane.Shards, events, through, stop);
        lane.Done(through);
        List<ShardRun> failed = [.. lane.Shards.Where(one => one.IsOut && one.Error is not null)];
        if (failed.Count > 0)
        {
            Tell(failed);
        }

        foreach (var one in lane.Shards.Where(one => !one.IsOut))
        {
            // For those that have had no event: that the shard is complete should not wait for one.
            if (one.CaughtUp(lane.IsAtEnd) && one.Position > one.Stored)
            {
                await StorePlace(one, stop);
            }
        }
    }

    /// <summary>Makes lanes that have come to the end one: that of the first place, whose reading misses nothing of the others'.</summary>
    private void Join()
    {
        Lane[] atEnd = [.. lanes.Where(one => one.IsAtEnd).OrderBy(one => one.Position)];
        foreach (var other in atEnd.Skip(1))
        {
            atEnd[0].Shards.AddRange(other.Shards);
            other.Shards.Clear();
        }
    }

    /// <summary>Takes shards that stand out of their lanes, and ends lanes without any.</summary>
    private async Task Sweep()
    {
        lanes.ForEach(lane => lane.Shards.RemoveAll(one => one.IsOut));
        foreach (var empty in lanes.Where(one => one.Shards.Count == 0).ToArray())
        {
            lanes.Remove(empty);
            await empty.DisposeAsync();
        }
    }

    /// <summary>Looks now and then whether the checkpoints are where they were left, and stores how far shards without events are, so that a start need not read all of that again.</summary>
    private async Task StorePlaces(CancellationToken stop)
    {
        if (clock.GetElapsedTime(storedAt) < Limits.AdvanceInterval)
        {
            return;
        }

        storedAt = clock.GetTimestamp();
        var places = await store.Checkpoints(consumer.Name, stop);
        foreach (var run in runs.Values.Where(one => !one.IsOut))
        {
            if (places[run.Shard] != run.Stored || run.Position > run.Stored)
            {
                await StorePlace(run, stop);
            }
        }
    }

    private async Task StorePlace(ShardRun run, CancellationToken stop)
    {
        if (!await work.Store(run, stop))
        {
            run.Lose(Limits.RetryPauseMin);
            observer.Lost(consumer.Name, run.Shard);
        }
    }

    private TimeSpan NextLook()
    {
        var next = Limits.AdvanceInterval;
        foreach (var run in runs.Values)
        {
            if (run.IsOut && run.Pause < next)
            {
                next = run.Pause;
            }
        }

        return next;
    }

    private void Tell(List<ShardRun> failed)
    {
        Interlocked.Add(ref failures, failed.Count);
        if (failed.Count > 0)
        {
            observer.Failed(new FeedFailure(
                consumer.Name, [.. failed.Select(one => one.Shard).Order()], failed.Min(one => one.Position), failed.Max(one => one.Failures), failed.Max(one => one.Pause), failed[0].Error!));
        }
    }

    private async Task CloseLanes()
    {
        foreach (var lane in lanes)
        {
            await lane.DisposeAsync();
        }

        lanes.Clear();
    }
}

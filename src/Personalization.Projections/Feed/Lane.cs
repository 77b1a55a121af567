using Personalization.Core.Events;
using Personalization.Journal;

namespace Personalization.Projections.Feed;

/// <summary>Shards that read the feed together. Each takes only what lies behind its own place, so shards of different places may share a lane that begins at the first of them.</summary>
internal sealed class Lane : IAsyncDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly FeedCursor cursor;
    private Task<IReadOnlyList<StoredEvent>>? pending;

    /// <summary>Begins to read at the first place of some shards.</summary>
    public Lane(IJournal journal, EventTypeSet types, List<ShardRun> shards, TimeProvider clock, CancellationToken cancellation)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Shards = shards;
        Position = shards.Min(one => one.Position);
        cursor = new FeedCursor(journal, types, Position, clock, stop.Token);
    }

    /// <summary>The shards.</summary>
    public List<ShardRun> Shards { get; }

    /// <summary>Every shard of the lane has been given everything up to here.</summary>
    public long Position { get; private set; }

    /// <summary>Whether that was the feed's end when it was read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The page that is being read; the same until <see cref="Take"/>. On a thread of the pool: a journal may read for long before it finds an event of interest.</summary>
    public Task<IReadOnlyList<StoredEvent>> Pending => pending ??= Task.Run(cursor.Next, CancellationToken.None);

    /// <summary>The page that was read, and the place up to which it goes.</summary>
    public async ValueTask<(IReadOnlyList<StoredEvent> Events, long Through)> Take()
    {
        var events = await Pending;
        pending = null;
        return (events, cursor.Position);
    }

    /// <summary>The page that goes up to a place has been applied.</summary>
    public void Done(long through) => (Position, IsAtEnd) = (through, cursor.IsAtEnd);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (pending is not null)
        {
            // Whatever it read is read again by whoever goes on; its error would come again there.
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await cursor.DisposeAsync();
        stop.Dispose();
    }
}

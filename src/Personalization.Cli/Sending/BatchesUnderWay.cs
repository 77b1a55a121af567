using System.Collections.Concurrent;

namespace Personalization.Cli.Sending;

/// <summary>The batches that were sent and are not acknowledged yet, oldest first; bounded. One adds, one takes.</summary>
internal sealed class BatchesUnderWay : IDisposable
{
    private readonly ConcurrentQueue<EventBatch> batches = new();
    private readonly SemaphoreSlim room = new(Limits.BatchesUnderWayMax);

    /// <summary>Whether all is acknowledged.</summary>
    public bool IsEmpty => batches.IsEmpty;

    /// <summary>What would have to be sent again over another connection.</summary>
    public EventBatch[] All => [.. batches];

    /// <summary>Waits for room and adds a batch.</summary>
    public async ValueTask Add(EventBatch batch, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation);
        batches.Enqueue(batch);
    }

    /// <summary>The batch that the next acknowledgement is for.</summary>
    /// <exception cref="InvalidDataException">The server acknowledges what nobody sent.</exception>
    public EventBatch Oldest() => batches.TryPeek(out var batch) ? batch : throw new InvalidDataException("The server acknowledged a batch that was not sent.");

    /// <summary>Drops the oldest one: it is acknowledged.</summary>
    public void Settle()
    {
        batches.TryDequeue(out _);
        room.Release();
    }

    /// <inheritdoc/>
    public void Dispose() => room.Dispose();
}

using System.Collections.Concurrent;

namespace Personalization.Journal.Sqlite;

/// <summary>Readers to borrow, made as they are needed, at most <see cref="Limits.ReadersMax"/> at a time.</summary>
internal sealed class ReaderPool<TReader>(Func<TReader> open) : IDisposable
    where TReader : IDisposable
{
    private readonly SemaphoreSlim places = new(Limits.ReadersMax);
    private readonly ConcurrentBag<TReader> idle = [];
    private volatile bool closed;

    /// <summary>Borrows a reader; dispose the lease to give it back.</summary>
    public async ValueTask<Lease> Rent(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        await places.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(closed, this);
            return new Lease(this, idle.TryTake(out var reader) ? reader : open());
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <summary>Waits for the readers that are out and closes all.</summary>
    public void Dispose()
    {
        closed = true;
        for (var at = 0; at < Limits.ReadersMax; at++)
        {
            places.Wait();
        }

        while (idle.TryTake(out var reader))
        {
            reader.Dispose();
        }

        // Whoever still waits for a place learns that there is none any more.
        places.Release(Limits.ReadersMax);
    }

    /// <summary>A borrowed reader.</summary>
    public readonly struct Lease(ReaderPool<TReader> pool, TReader reader) : IDisposable
    {
        /// <summary>The reader.</summary>
        public TReader Reader => reader;

        /// <inheritdoc/>
        public void Dispose()
        {
            pool.idle.Add(reader);
            pool.places.Release();
        }
    }
}

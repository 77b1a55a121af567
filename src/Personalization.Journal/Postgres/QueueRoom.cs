namespace Personalization.Journal.Postgres;

/// <summary>How much waits for its commit, and who waits until that is less.</summary>
/// <param name="bytesMax">Bytes above which callers wait.</param>
/// <param name="eventsMax">Events above which callers wait.</param>
internal sealed class QueueRoom(long bytesMax, long eventsMax)
{
    private readonly Lock gate = new();
    private TaskCompletionSource? signal;
    private JournalFailedException? failure;
    private long bytes, events;
    private bool closed;

    /// <summary>How many events wait, and their bytes.</summary>
    public (long Events, long Bytes) Depth => (Volatile.Read(ref events), Volatile.Read(ref bytes));

    private bool IsThere => bytes < bytesMax && events < eventsMax;

    /// <summary>A call takes room.</summary>
    public void Take(AppendCall call)
    {
        lock (gate)
        {
            bytes += call.Bytes;
            events += call.Events.Length;
        }
    }

    /// <summary>A call has ended.</summary>
    public void GiveBack(AppendCall call)
    {
        lock (gate)
        {
            bytes -= call.Bytes;
            events -= call.Events.Length;
            if (IsThere)
            {
                Signal();
            }
        }
    }

    /// <summary>Nobody waits any more: the journal has failed.</summary>
    public void Fail(JournalFailedException cause)
    {
        lock (gate)
        {
            failure ??= cause;
            Signal();
        }
    }

    /// <summary>Nobody waits any more: the journal is closed.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Signal();
        }
    }

    /// <summary>See <see cref="IJournal.WaitForRoom"/>.</summary>
    public async ValueTask Wait(CancellationToken cancellation)
    {
        while (true)
        {
            Task less;
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(closed, typeof(PostgresJournal));
                if (failure is not null)
                {
                    throw failure;
                }

                if (IsThere)
                {
                    return;
                }

                signal ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                less = signal.Task;
            }

            await less.WaitAsync(cancellation);
        }
    }

    private void Signal()
    {
        signal?.TrySetResult();
        signal = null;
    }
}

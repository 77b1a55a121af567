using Personalization.Core.Subjects;
using Personalization.Journal.Index;

namespace Personalization.Journal.Sqlite;

/// <summary>Calls that wait for their commit, packed into batches as they come; bounded by <see cref="WaitForRoom"/>.</summary>
/// <remarks>Everything that decides about order happens under one short lock: the check of versions, the batch, the index's recent entries.</remarks>
internal sealed class CommitQueue(SubjectIndex index, SqliteJournalOptions options, long lastCommit)
{
    private const int SparesMax = 4;
    private readonly object gate = new();
    private readonly Queue<CommitBatch> waiting = [];
    private readonly Stack<CommitBatch> spares = [];
    private CommitBatch? forming, committing;
    private TaskCompletionSource? room;
    private JournalFailedException? failure;
    private long newestCommit = lastCommit, queuedBytes, queuedEvents;
    private SubjectKey? heldSubject;
    private bool closed;

    private bool HasRoom => Volatile.Read(ref queuedBytes) < options.QueueBytesMax && Volatile.Read(ref queuedEvents) < options.QueueEventsMax
        && index.FrozenTables < Limits.FrozenTablesMax;

    /// <summary>See <see cref="IJournal.Append"/>.</summary>
    public ValueTask<CommitResult> Add(EncodedCall call)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteJournal));
            if (failure is not null)
            {
                return ValueTask.FromException<CommitResult>(failure);
            }

            if (call.Events == 0)
            {
                return new(CommitResult.Committed);
            }

            if ((heldSubject is not null && IsHeld(call)) || !HeadCheck.Follows(call.Parts, index))
            {
                return new(CommitResult.Fenced);
            }

            var batch = BatchFor(call);
            batch.Add(call);
            foreach (var part in call.Parts)
            {
                index.Add(part.Part.Subject, part.SubjectHash, part.Part.FirstVersion, batch.CommitId, call.EventIdHashes(part));
            }

            queuedBytes += call.Bytes.Length;
            queuedEvents += call.Events;
            return new(batch.Result);
        }
    }

    /// <summary>See <see cref="IJournal.WaitForRoom"/>.</summary>
    public ValueTask WaitForRoom(CancellationToken cancellation) =>
        HasRoom && failure is null && !closed ? ValueTask.CompletedTask : WaitForSignal(cancellation);

    /// <summary>How many events wait to be committed, and their bytes.</summary>
    public (long Events, long Bytes) Depth => (Volatile.Read(ref queuedEvents), Volatile.Read(ref queuedBytes));

    /// <summary>How many batches wait to be committed.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>The next batch to commit, or null where there is none.</summary>
    /// <param name="wait">Whether to wait for one; there is none then only once the queue is closed or has failed.</param>
    public CommitBatch? Take(bool wait)
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (closed || failure is not null || !wait)
                {
                    return null;
                }

                Monitor.Wait(gate);
            }

            committing = waiting.Dequeue();
            forming = ReferenceEquals(forming, committing) ? null : forming;
            return committing;
        }
    }

    /// <summary>The batch that was taken is durable.</summary>
    public void Done(CommitBatch batch, int eventBytes)
    {
        lock (gate)
        {
            committing = null;
            batch.Complete();
            queuedBytes -= eventBytes;
            queuedEvents -= batch.Events;
            if (spares.Count < SparesMax)
            {
                spares.Push(batch);
            }
            else
            {
                batch.Dispose();
            }
        }

        SignalRoom();
    }

    /// <summary>Wakes those who wait for room, if there is any.</summary>
    public void SignalRoom()
    {
        lock (gate)
        {
            if (HasRoom || failure is not null || closed)
            {
                room?.TrySetResult();
                room = null;
            }
        }
    }

    /// <summary>Completes once a commit is durable; at once where it is.</summary>
    public Task Durable(long commitId)
    {
        lock (gate)
        {
            var batch = committing?.CommitId == commitId ? committing : waiting.FirstOrDefault(one => one.CommitId == commitId);
            return batch?.Result ?? (failure is null ? Task.CompletedTask : Task.FromException(failure));
        }
    }

    /// <summary>Fences all calls that append to a subject until <see cref="LetGo"/>.</summary>
    /// <returns>Completes once all that was appended before is durable.</returns>
    public Task Hold(SubjectKey subject)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteJournal));
            heldSubject = subject;
            return failure is not null ? Task.FromException(failure) : waiting.LastOrDefault()?.Result ?? committing?.Result ?? (Task)Task.CompletedTask;
        }
    }

    /// <summary>Ends <see cref="Hold"/>.</summary>
    public void LetGo()
    {
        lock (gate)
        {
            heldSubject = null;
        }
    }

    /// <summary>Fails every waiter and every later call.</summary>
    /// <returns>How many calls waited.</returns>
    public int Fail(JournalFailedException cause)
    {
        int calls;
        lock (gate)
        {
            failure ??= cause;
            calls = (committing?.Calls ?? 0) + waiting.Sum(batch => batch.Calls);
            committing?.Fail(failure);
            foreach (var batch in waiting)
            {
                batch.Fail(failure);
            }

            waiting.Clear();
            committing = forming = null;
            Monitor.PulseAll(gate);
        }

        SignalRoom();
        return calls;
    }

    /// <summary>Takes no more calls; those that wait are still committed.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.PulseAll(gate);
        }

        SignalRoom();
    }

    private bool IsHeld(EncodedCall call)
    {
        foreach (var part in call.Parts)
        {
            if (part.Part.Subject == heldSubject)
            {
                return true;
            }
        }

        return false;
    }

    private CommitBatch BatchFor(EncodedCall call)
    {
        if (forming is not null && forming.Fits(call, options.CommitBytesMax))
        {
            return forming;
        }

        forming = spares.TryPop(out var spare) ? spare : new CommitBatch();
        forming.Start(++newestCommit);
        index.StartCommit(newestCommit);
        waiting.Enqueue(forming);
        Monitor.Pulse(gate);
        return forming;
    }

    private async ValueTask WaitForSignal(CancellationToken cancellation)
    {
        while (true)
        {
            Task signal;
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(closed, typeof(SqliteJournal));
                if (failure is not null)
                {
                    throw failure;
                }

                if (HasRoom)
                {
                    return;
                }

                room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                signal = room.Task;
            }

            await signal.WaitAsync(cancellation);
        }
    }
}

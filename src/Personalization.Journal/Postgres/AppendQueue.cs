using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Personalization.Core.Subjects;
using Personalization.Journal.Telemetry;

namespace Personalization.Journal.Postgres;

/// <summary>Calls that wait for their commit, in the order they were made; bounded by <see cref="WaitForRoom"/>.</summary>
/// <remarks>Everything that decides about order happens under one short lock: the check of versions, the queue, what was seen.</remarks>
internal sealed class AppendQueue(SeenEvents seen, PostgresJournalOptions options, QueueRoom room, JournalMetrics metrics)
{
    private readonly Lock gate = new();
    private readonly PendingHeads heads = new();
    private readonly Queue<AppendCall> waiting = [];

    // One wish is as good as many.
    private readonly Channel<bool> work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private List<AppendCall> committing = [];
    private JournalFailedException? failure;
    private bool closed;

    /// <summary>See <see cref="IJournal.Append"/>.</summary>
    public ValueTask<CommitResult> Add(AppendCall call)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, typeof(PostgresJournal));
            if (failure is not null)
            {
                return ValueTask.FromException<CommitResult>(failure);
            }

            if (call.Events.Length == 0)
            {
                return new(CommitResult.Committed);
            }

            if (!heads.Follows(call))
            {
                metrics.Ended(CommitResult.Fenced);
                return new(CommitResult.Fenced);
            }

            heads.Add(call);
            seen.Add(call);
            waiting.Enqueue(call);
            room.Take(call);
            WakeWriter();
            return new(call.Result);
        }
    }

    /// <summary>See <see cref="IJournal.WaitForRoom"/>.</summary>
    public ValueTask WaitForRoom(CancellationToken cancellation)
    {
        var wait = room.Wait(cancellation);
        if (!wait.IsCompleted)
        {
            metrics.Waited();
        }

        return wait;
    }

    /// <summary>The calls of the next commit; waits for one, and is null once the queue is closed and empty, or failed.</summary>
    public async ValueTask<IReadOnlyList<AppendCall>?> Take()
    {
        while (true)
        {
            await work.Reader.ReadAsync();
            lock (gate)
            {
                if (waiting.Count > 0)
                {
                    return committing = DequeueCommit();
                }

                if (closed || failure is not null)
                {
                    return null;
                }
            }
        }
    }

    /// <summary>The calls that were taken have ended.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="isLost">Which of them another owner was faster than.</param>
    public void Done(IReadOnlyList<AppendCall> calls, Func<int, bool> isLost)
    {
        lock (gate)
        {
            committing = [];
            var anyLost = false;
            for (var at = 0; at < calls.Count; at++)
            {
                heads.Remove(calls[at]);
                anyLost |= isLost(at);
                Leave(calls[at], isLost(at));
            }

            if (anyLost)
            {
                LoseWhatFollows();
            }

            if (waiting.Count > 0 || closed)
            {
                WakeWriter();
            }
        }
    }

    /// <summary>How many subjects have lost calls and were not read again.</summary>
    public int LostStreams
    {
        get
        {
            lock (gate)
            {
                return heads.LostStreams;
            }
        }
    }

    /// <summary>The head that memory knows because calls of the subject are under way.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="version">The head.</param>
    /// <param name="wait">What to wait for before the table may be asked; null for nothing.</param>
    /// <param name="loss">To hand to <see cref="ReadAgain"/> once the table has been asked.</param>
    public bool TryHead(in SubjectKey subject, [NotNullWhen(true)] out long? version, out Task? wait, out long loss)
    {
        lock (gate)
        {
            version = heads.Version(subject);
            wait = heads.LastCall(subject)?.Result;
            loss = heads.LossOf(subject);
            return version is not null;
        }
    }

    /// <summary>The subject's head was read from the table; false where calls came meanwhile and the question stands again.</summary>
    public bool ReadAgain(in SubjectKey subject, long loss)
    {
        lock (gate)
        {
            if (heads.LastCall(subject) is not null)
            {
                return false;
            }

            heads.ReadAgain(subject, loss);
            return true;
        }
    }

    /// <summary>The subjects with this hash whose first events are under way.</summary>
    public IReadOnlyList<SubjectKey> Beginning(ulong subjectHash)
    {
        lock (gate)
        {
            return heads.Beginning(subjectHash);
        }
    }

    /// <summary>Completes once the subject's calls that are under way now have ended, however they did; calls end in order. Later ones are not waited for: they need never pause.</summary>
    public async ValueTask Settled(SubjectKey subject)
    {
        TryHead(subject, out _, out var wait, out _);
        if (wait is not null)
        {
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Fails every waiter and every later call.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="isInDoubt">Whether the calls that were taken may be durable all the same.</param>
    public void Fail(JournalFailedException cause, bool isInDoubt)
    {
        lock (gate)
        {
            failure ??= cause;
            foreach (var call in committing)
            {
                heads.Remove(call);
                if (isInDoubt)
                {
                    metrics.Ended(CommitResult.InDoubt);
                    call.End(CommitResult.InDoubt);
                }

                call.Fail(failure);
            }

            foreach (var call in waiting)
            {
                heads.Remove(call);
                call.Fail(failure);
            }

            metrics.Failed(waiting.Count + (isInDoubt ? 0 : committing.Count));

            committing = [];
            waiting.Clear();
            WakeWriter();
        }

        room.Fail(failure);
    }

    /// <summary>Takes no more calls; those that wait are still committed.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            WakeWriter();
        }

        room.Close();
    }

    private List<AppendCall> DequeueCommit()
    {
        var calls = new List<AppendCall>();
        long bytes = 0, events = 0;
        while (waiting.TryPeek(out var next)
            && (calls.Count == 0 || (bytes + next.Bytes <= options.CommitBytesMax && events + next.Events.Length <= Limits.CommitEventsMax)))
        {
            calls.Add(waiting.Dequeue());
            bytes += next.Bytes;
            events += next.Events.Length;
        }

        return calls;
    }

    private void LoseWhatFollows()
    {
        for (var left = waiting.Count; left > 0; left--)
        {
            var call = waiting.Dequeue();
            if (heads.IsOnLost(call))
            {
                heads.Remove(call);
                Leave(call, isLost: true);
            }
            else
            {
                waiting.Enqueue(call);
            }
        }
    }

    private void Leave(AppendCall call, bool isLost)
    {
        room.GiveBack(call);
        if (isLost)
        {
            heads.Lose(call);
            seen.Forget(call);
        }

        var result = isLost ? CommitResult.Fenced : CommitResult.Committed;
        metrics.Ended(result);
        call.End(result);
    }

    private void WakeWriter() => work.Writer.TryWrite(true);
}

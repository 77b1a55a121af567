using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Simulation.Worlds;

namespace Personalization.Simulation.Checking;

/// <summary>Stands between the host and the journal: enters every call into the ledger, and keeps the order of those who wait.</summary>
/// <param name="journal">The journal.</param>
/// <param name="ledger">The model.</param>
/// <param name="pump">Lets those who wait go on.</param>
internal sealed class ObservedJournal(IJournal journal, Ledger ledger, Pump pump) : IJournal
{
    private readonly Queue<(Task<CommitResult> Commit, int Call)> parked = [];
    private readonly List<(TaskCompletionSource Room, CancellationToken Cancellation)> waiting = [];
    private readonly Dictionary<SubjectKey, Task> lasts = [];
    private Exception? death;

    /// <inheritdoc/>
    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts)
    {
        if (death is not null)
        {
            return ValueTask.FromException<CommitResult>(death);
        }

        var commit = journal.Append(parts).AsTask();
        if (!commit.IsFaulted)
        {
            parked.Enqueue((commit, ledger.Append(parts)));
            Acknowledge();
        }

        foreach (var part in parts)
        {
            lasts[part.Subject] = commit;
        }

        return new(commit);
    }

    /// <summary>Takes notice of what is durable now, and asks for room again for those who wait for it.</summary>
    public void Settle()
    {
        Acknowledge();
        var asked = waiting.ToArray();
        waiting.Clear();
        foreach (var (room, cancellation) in asked)
        {
            _ = Retry(room, cancellation);
        }
    }

    /// <summary>The process is dead: nobody is let in any more.</summary>
    public void Die()
    {
        death = new IOException("The process died.");
        var asked = waiting.ToArray();
        waiting.Clear();
        foreach (var (room, _) in asked)
        {
            room.SetException(death);
        }
    }

    /// <inheritdoc/>
    public ValueTask WaitForRoom(CancellationToken cancellation)
    {
        var room = death is null ? journal.WaitForRoom(cancellation) : ValueTask.FromException(death);
        if (room.IsCompleted)
        {
            return room;
        }

        var asked = new TaskCompletionSource();
        waiting.Add((asked, cancellation));
        return new(asked.Task);
    }

    /// <summary>Waits for the subject's commits here, where the order of those who go on is known.</summary>
    public async ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation)
    {
        while (lasts.GetValueOrDefault(subject) is { IsCompleted: false } last)
        {
            await pump.Until(last).ConfigureAwait(false);
        }

        return await journal.Contains(subject, eventId, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => journal.ReadHead(subject, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, CancellationToken cancellation) =>
        journal.ReadSubject(subject, afterVersion, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => journal.ReadFrom(afterPosition, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, EventTypeSet types, CancellationToken cancellation) =>
        journal.ReadFrom(afterPosition, types, cancellation);

    /// <inheritdoc/>
    public bool MayContain(SubjectKey subject, ulong eventIdHash) => journal.MayContain(subject, eventIdHash);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => journal.FindSubjects(subjectHash, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => journal.Erase(subject, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task Retry(TaskCompletionSource asked, CancellationToken cancellation)
    {
        try
        {
            await WaitForRoom(cancellation).ConfigureAwait(false);
            asked.SetResult();
        }
        catch (Exception e)
        {
            asked.SetException(e);
        }
    }

    private void Acknowledge()
    {
        while (parked.TryPeek(out var oldest) && oldest.Commit.IsCompleted)
        {
            parked.Dequeue();
            if (oldest.Commit.IsCompletedSuccessfully)
            {
                ViolationException.ThrowUnless(oldest.Commit.Result == CommitResult.Committed, ViolationKind.FailedWithoutReason, () => $"The only owner's commit ended as {oldest.Commit.Result}.");
                ledger.Acknowledge(oldest.Call);
            }
        }
    }
}

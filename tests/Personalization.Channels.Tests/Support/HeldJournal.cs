using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Channels.Tests.Support;

/// <summary>A journal whose commits a test can hold back: nobody hears of them, and none has begun, until they are let go.</summary>
internal sealed class HeldJournal(IJournal journal) : IJournal
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? gate;

    /// <summary>Completes when something is held back.</summary>
    public Task Asked => asked.Task;

    public void Hold() => gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetGo() => gate?.TrySetResult();

    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts)
    {
        if (gate is not { Task.IsCompleted: false })
        {
            return journal.Append(parts);
        }

        asked.TrySetResult();
        return Later(parts.ToArray());
    }

    public ValueTask WaitForRoom(CancellationToken cancellation) => journal.WaitForRoom(cancellation);

    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => journal.ReadHead(subject, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, CancellationToken cancellation) => journal.ReadSubject(subject, afterVersion, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => journal.ReadFrom(afterPosition, cancellation);

    public ValueTask<long> ReadEnd(CancellationToken cancellation) => journal.ReadEnd(cancellation);

    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, EventTypeSet types, CancellationToken cancellation) => journal.ReadFrom(afterPosition, types, cancellation);

    public bool MayContain(SubjectKey subject, ulong eventIdHash) => journal.MayContain(subject, eventIdHash);

    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => journal.Contains(subject, eventId, cancellation);

    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => journal.Erase(subject, cancellation);

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => journal.FindSubjects(subjectHash, cancellation);

    public Task NextCommit() => journal.NextCommit();

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    private async ValueTask<CommitResult> Later(StreamAppend[] parts)
    {
        await gate!.Task;
        return await journal.Append(parts);
    }
}

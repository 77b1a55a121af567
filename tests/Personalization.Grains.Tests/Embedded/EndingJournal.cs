using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>A journal that ends after so many appends, as a process does: what comes later is not taken, and the last may be durable without anybody hearing of it.</summary>
internal sealed class EndingJournal(IJournal journal, int appendsMax, bool isLastHeardOf) : IJournal
{
    private int appends;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => Volatile.Read(ref appends) > appendsMax;

    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts)
    {
        var number = Interlocked.Increment(ref appends);
        if (number > appendsMax + (isLastHeardOf ? 0 : 1))
        {
            return ValueTask.FromException<CommitResult>(new IOException("The process has ended."));
        }

        var commit = journal.Append(parts);
        return number > appendsMax ? new(Unheard(commit.AsTask())) : commit;
    }

    public ValueTask WaitForRoom(CancellationToken cancellation) => journal.WaitForRoom(cancellation);

    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => journal.ReadHead(subject, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, CancellationToken cancellation) =>
        journal.ReadSubject(subject, afterVersion, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => journal.ReadFrom(afterPosition, cancellation);

    public bool MayContain(SubjectKey subject, ulong eventIdHash) => journal.MayContain(subject, eventIdHash);

    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => journal.Contains(subject, eventId, cancellation);

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => journal.FindSubjects(subjectHash, cancellation);

    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => journal.Erase(subject, cancellation);

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    private static async Task<CommitResult> Unheard(Task<CommitResult> commit)
    {
        await commit;
        throw new IOException("The process has ended.");
    }
}

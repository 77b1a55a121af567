using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Simulation.Bugs;

/// <summary>A journal that does what the one behind it does; bugs change one of its members.</summary>
internal abstract class PassingJournal(IJournal journal) : IJournal
{
    /// <inheritdoc/>
    public virtual ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts) => journal.Append(parts);

    /// <inheritdoc/>
    public ValueTask WaitForRoom(CancellationToken cancellation) => journal.WaitForRoom(cancellation);

    /// <inheritdoc/>
    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => journal.ReadHead(subject, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, CancellationToken cancellation) =>
        journal.ReadSubject(subject, afterVersion, cancellation);

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => journal.ReadFrom(afterPosition, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, EventTypeSet types, CancellationToken cancellation) =>
        journal.ReadFrom(afterPosition, types, cancellation);

    /// <inheritdoc/>
    public virtual bool MayContain(SubjectKey subject, ulong eventIdHash) => journal.MayContain(subject, eventIdHash);

    /// <inheritdoc/>
    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => journal.Contains(subject, eventId, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => journal.FindSubjects(subjectHash, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => journal.Erase(subject, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using System.Runtime.CompilerServices;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.Tests.History;

/// <summary>A journal that notes from where streams are read, and how far.</summary>
internal sealed class Watched(IJournal journal) : IJournal
{
    public long LastAfter { get; private set; }

    public long EventsRead { get; set; }

    public async IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        LastAfter = afterVersion;
        await foreach (var stored in journal.ReadSubject(subject, afterVersion, cancellation))
        {
            EventsRead++;
            yield return stored;
        }
    }

    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts) => journal.Append(parts);

    public ValueTask WaitForRoom(CancellationToken cancellation) => journal.WaitForRoom(cancellation);

    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => journal.ReadHead(subject, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => journal.ReadFrom(afterPosition, cancellation);

    public bool MayContain(SubjectKey subject, ulong eventIdHash) => journal.MayContain(subject, eventIdHash);

    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => journal.Contains(subject, eventId, cancellation);

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => journal.FindSubjects(subjectHash, cancellation);

    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => journal.Erase(subject, cancellation);

    public ValueTask DisposeAsync() => default;
}

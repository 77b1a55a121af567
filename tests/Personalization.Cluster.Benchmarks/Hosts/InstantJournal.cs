using System.Runtime.CompilerServices;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Cluster.Benchmarks.Hosts;

/// <summary>A silo's journal that commits at once, so that what is left is the host's own work. No event of a benchmark is sent twice, so it never looks for duplicates.</summary>
internal sealed class InstantJournal(InstantStreams streams) : IJournal
{
    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts) => new(streams.TryAppend(parts) ? CommitResult.Committed : CommitResult.Fenced);

    public ValueTask WaitForRoom(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => new(streams.Head(subject));

    public async IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await ValueTask.CompletedTask;
        foreach (var stored in streams.Read(subject, afterVersion))
        {
            yield return stored;
        }
    }

    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => throw new NotSupportedException();

    public bool MayContain(SubjectKey subject, ulong eventIdHash) => false;

    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => new(false);

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.Tests.Jobs;

/// <summary>A feed of so many page views of one user, at the places 10, 20, 30 …</summary>
internal sealed class ListedJournal(int events) : IJournal
{
    public static readonly TenantId Tenant = new("acme/production");

    public long End => events * 10L;

    public async IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        for (var at = (afterPosition / 10) + 1; at <= events; at++)
        {
            cancellation.ThrowIfCancellationRequested();
            var time = new Instant(at);
            yield return new StoredEvent(at * 10, new SubjectKey(Tenant, SubjectKind.User, "u"), at, new Viewed { Id = $"e{at}", Time = time, ReceivedAt = time, Path = "/" });
        }
    }

    public ValueTask<long> ReadEnd(CancellationToken cancellation) => new(End);

    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts) => throw new NotSupportedException();

    public ValueTask WaitForRoom(CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, CancellationToken cancellation) => throw new NotSupportedException();

    public bool MayContain(SubjectKey subject, ulong eventIdHash) => throw new NotSupportedException();

    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;
}

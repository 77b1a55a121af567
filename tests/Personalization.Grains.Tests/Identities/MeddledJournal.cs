using System.Runtime.CompilerServices;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Identities;

/// <summary>A journal in which something happens whenever a stream has been read from its beginning, or a head has been read and not yet told.</summary>
internal sealed class MeddledJournal(IJournal journal) : IJournal
{
    /// <summary>What happens then.</summary>
    public Func<SubjectKey, Task> AfterRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens before a head is told that was read.</summary>
    public Func<SubjectKey, Task> AfterHead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether the filters of ids err every time.</summary>
    public bool DoFiltersErr { get; set; }

    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts) => journal.Append(parts);

    public ValueTask WaitForRoom(CancellationToken cancellation) => journal.WaitForRoom(cancellation);

    public async ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation)
    {
        var head = await journal.ReadHead(subject, cancellation);
        await AfterHead(subject);
        return head;
    }

    public async IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var stored in journal.ReadSubject(subject, afterVersion, cancellation))
        {
            yield return stored;
        }

        if (afterVersion == 0)
        {
            await AfterRead(subject);
        }
    }

    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => journal.ReadFrom(afterPosition, cancellation);

    public bool MayContain(SubjectKey subject, ulong eventIdHash) => DoFiltersErr || journal.MayContain(subject, eventIdHash);

    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => journal.Contains(subject, eventId, cancellation);

    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => journal.FindSubjects(subjectHash, cancellation);

    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => journal.Erase(subject, cancellation);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}

using System.Runtime.CompilerServices;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal;

/// <summary>The durable, ordered stream of events per subject (version 1, 2, 3 …) and a feed over all of them.</summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// Hands events to the group commit. The parts of one call become durable together or not at all; calls for one subject
    /// are committed in the order they were made, so call it inside the subject's turn. Never blocks and does no I/O.
    /// </summary>
    /// <returns>How the commit ended; faults with <see cref="JournalFailedException"/> once the journal has failed. Any number of awaiters may share one commit.</returns>
    /// <exception cref="ArgumentException">The call is larger than <see cref="Limits.CallEventsMax"/> or <see cref="Limits.CallBytesMax"/>, or a version is below 1.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts);

    /// <summary>
    /// Tells what another journal on the same streams has made durable, where the caller knows: so <see cref="MayContain"/> needs no reading to be right about it. Memory only.
    /// </summary>
    /// <param name="part">What was appended.</param>
    void Learn(in StreamAppend part)
    {
    }

    /// <summary>Waits until the group commit has room for more; call it before a turn that may append, never inside one.</summary>
    ValueTask WaitForRoom(CancellationToken cancellation);

    /// <summary>The version of a subject's last event; 0 for a subject without any. Includes events that are not durable yet.</summary>
    ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation);

    /// <summary>A subject's durable events with a version above <paramref name="afterVersion"/>, in version order.</summary>
    IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, CancellationToken cancellation);

    /// <summary>All durable events after a place in the feed, in feed order. Ends at the last durable event.</summary>
    IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation);

    /// <summary>
    /// A place in the feed that no durable event is behind and every later one will be: how far <see cref="ReadFrom(long, CancellationToken)"/> has read
    /// when it ends, where the last events were of no interest. 0 for an empty journal. Journals answer from memory or with one look-up; this
    /// default reads the feed.
    /// </summary>
    async ValueTask<long> ReadEnd(CancellationToken cancellation)
    {
        var end = 0L;
        await foreach (var stored in ReadFrom(0, cancellation))
        {
            end = stored.Position;
        }

        return end;
    }

    /// <summary>
    /// Completes with the next commit of this object, so that readers of the feed need not look all the time: ask before reading, await after. Commits of others do not complete it
    /// everywhere, so a reader looks now and then all the same. This default never completes.
    /// </summary>
    Task NextCommit() => WakeSignal.Never;

    /// <summary>
    /// The durable events of some kinds after a place in the feed, in feed order: the same as <see cref="ReadFrom(long, CancellationToken)"/>
    /// without the others, which a journal may skip without reading them.
    /// </summary>
    async IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, EventTypeSet types, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var stored in ReadFrom(afterPosition, cancellation))
        {
            if (types.Contains(stored.Event.Type))
            {
                yield return stored;
            }
        }
    }

    /// <summary>
    /// Whether the subject's stream may hold an event with this id. False is certain; true must be confirmed with
    /// <see cref="Contains"/>. Memory only, so it may be called inside a turn. Includes events that are not durable yet.
    /// </summary>
    bool MayContain(SubjectKey subject, ulong eventIdHash);

    /// <summary>Whether the subject's stream holds an event with this id, exactly. May read.</summary>
    ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation);

    /// <summary>
    /// Destroys a subject's events, its id in the stream, and what <see cref="ISnapshots"/> and consumers of the feed beside the journal hold about it, for good. Positions and streams of all others stay; the subject has version 0 then and may
    /// begin again at 1. The caller must see to it that nobody appends to the subject meanwhile; a call that does is <see cref="CommitResult.Fenced"/>.
    /// </summary>
    /// <remarks>Only <see cref="Audit.Sealing.AuditSealer.Erase"/> calls it, which destroys the salts of the subject's decisions before. Can be asked for again after a crash or an error in the middle, which leaves a beginning of the stream or all of it.</remarks>
    /// <returns>How many events were destroyed.</returns>
    ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation);

    /// <summary><see cref="Erase"/>, where the subject has this version still. This default is for a journal to whose subject nobody appends meanwhile.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="head">The version that it must have.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many events were destroyed; null where it has another version, and nothing was.</returns>
    async ValueTask<long?> EraseAt(SubjectKey subject, long head, CancellationToken cancellation) =>
        await ReadHead(subject, cancellation) == head ? await Erase(subject, cancellation) : null;

    /// <summary>The subjects whose <see cref="SubjectKey.StableHash"/> this is: none, one, or in theory several.</summary>
    ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation);
}

using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Erasures;

/// <summary>Which subjects were erased: so that an erasure that a crash cut short comes to its end, and one that a restore undid is done again. It names nobody.</summary>
/// <remarks>It is kept apart from backups of the journal: what a backup is older than would be missing in it.</remarks>
public interface IErasureLedger
{
    /// <summary>Waits until no other erasure is at work, in no process. All that changes the ledger, and all that goes by what is pending, is done in between.</summary>
    /// <returns>Lets the next one in when it is disposed of.</returns>
    /// <exception cref="ErasureUnfinishedException">Another one has been at work for too long.</exception>
    ValueTask<IAsyncDisposable> Take(CancellationToken cancellation);

    /// <summary>The name of a subject in the entries.</summary>
    string Digest(in SubjectKey subject);

    /// <summary>What was done, the oldest first.</summary>
    ValueTask<IReadOnlyList<ErasureEntry>> ReadEntries(CancellationToken cancellation);

    /// <summary>What was begun and is not done; null for nothing.</summary>
    /// <exception cref="InvalidDataException">The note is damaged, or belongs to another ledger.</exception>
    ValueTask<PendingErasure?> FindPending(CancellationToken cancellation);

    /// <summary>Notes that an erasure begins; durable when it returns.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="at">Now.</param>
    /// <param name="head">The version that the subject must have, or it is not to be erased; null for any.</param>
    /// <exception cref="InvalidOperationException">Another one is not done.</exception>
    ValueTask<PendingErasure> Begin(SubjectKey subject, Instant at, long? head);

    /// <summary>Notes that an erasure that was begun is not to be, and nothing was erased; durable when it returns.</summary>
    ValueTask Abandon(PendingErasure begun);

    /// <summary>Notes that another id of the same person was erased, too, of which the receipt says nothing; durable when it returns.</summary>
    /// <param name="begun">The erasure.</param>
    /// <param name="subject">The id.</param>
    /// <param name="done">What was destroyed.</param>
    ValueTask Add(PendingErasure begun, SubjectKey subject, ErasureExtent done);

    /// <summary>Notes that the erasure is done; durable when it returns.</summary>
    /// <param name="begun">The erasure.</param>
    /// <param name="done">What was destroyed under all ids; the place that of the last.</param>
    ValueTask<ErasureEntry> Finish(PendingErasure begun, ErasureExtent done);

    /// <summary>
    /// Says that the journal has nothing any more of those who were erased. One that was put back from a copy is shorter than it was: what it gets now has places in the feed
    /// that the entries would take for old ones.
    /// </summary>
    /// <param name="end">Where its feed ends.</param>
    ValueTask Confirm(long end);
}

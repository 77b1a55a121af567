using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Expiry;

/// <summary>A journal whose events can expire one by one.</summary>
public interface IEventExpiry
{
    /// <summary>
    /// Puts <see cref="Core.Events.Expired"/> in the place of every event that is due, and destroys what it held, wherever the journal keeps it. Positions, versions and ids stay known. Snapshots and marks of the
    /// subjects go, too: they are folded from what is left, when somebody asks. Works beside everything else, in bounded pieces; can be asked for again after a crash or an error in the middle, and finds what is left.
    /// </summary>
    /// <param name="rules">What is kept for how long. What nobody kept so far is found by reading everything once; after that only what may be due is read, as long as the rules stay the same.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="cancellation">Ends it between two pieces.</param>
    /// <returns>How many events expired.</returns>
    /// <exception cref="JournalDamagedException">A commit cannot be read; what was done before it stays done.</exception>
    ValueTask<long> Expire(ExpiryRules rules, Instant now, CancellationToken cancellation);

    /// <summary>
    /// Destroys what a merge that was undone left about somebody who is being erased in the other's stream: in a user's the copies of the other id's events, and its name; in the other id's the name of the user.
    /// The subject's snapshot and marks go, too; whoever has its profile in memory must drop it, since it may name the other. Can be asked for again.
    /// </summary>
    /// <param name="subject">Whose stream: of whoever is not erased.</param>
    /// <param name="mergeId">The id of the <see cref="Core.Events.Merged"/>, which is that of the <see cref="Core.Events.MergedInto"/> in the other stream. The merge was undone; nothing else may be forgotten.</param>
    /// <param name="cancellation">Ends it between two transactions.</param>
    /// <returns>How many events went.</returns>
    ValueTask<long> ForgetMerge(SubjectKey subject, string mergeId, CancellationToken cancellation);
}

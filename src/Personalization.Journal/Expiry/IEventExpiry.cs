using Personalization.Core;

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
}

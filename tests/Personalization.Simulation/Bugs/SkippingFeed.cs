using System.Runtime.CompilerServices;
using Personalization.Journal;

namespace Personalization.Simulation.Bugs;

/// <summary>Leaves the second event out of whatever is read of the feed, as a reader does that starts behind a late committer.</summary>
internal sealed class SkippingFeed(IJournal journal) : PassingJournal(journal)
{
    /// <inheritdoc/>
    public override async IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        await foreach (var stored in base.ReadFrom(afterPosition, cancellation).ConfigureAwait(false))
        {
            if (++number != 2)
            {
                yield return stored;
            }
        }
    }
}

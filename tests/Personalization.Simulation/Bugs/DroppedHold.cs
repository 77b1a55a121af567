using Personalization.Core.Events;
using Personalization.Journal;

namespace Personalization.Simulation.Bugs;

/// <summary>Appends what a decision serves and not what it takes from shared limits.</summary>
internal sealed class DroppedHold(IJournal journal) : PassingJournal(journal)
{
    /// <inheritdoc/>
    public override ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts) =>
        base.Append([.. parts.ToArray().Where(part => part.Events[0] is not (CapCounted or BudgetSpent))]);
}

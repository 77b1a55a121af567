using Personalization.Journal;

namespace Personalization.Simulation.Bugs;

/// <summary>Says that a call is durable as soon as it has been handed over.</summary>
internal sealed class EarlyAcknowledgement(IJournal journal) : PassingJournal(journal)
{
    /// <inheritdoc/>
    public override ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts)
    {
        var commit = base.Append(parts);
        return commit.IsFaulted ? commit : new(CommitResult.Committed);
    }
}

using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Simulation.Bugs;

/// <summary>Appends the last event of each part twice, and moves the versions that follow.</summary>
internal sealed class DoubledEvent(IJournal journal) : PassingJournal(journal)
{
    private readonly Dictionary<SubjectKey, int> extra = [];

    /// <inheritdoc/>
    public override ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts)
    {
        var doubled = new StreamAppend[parts.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            var part = parts[at];
            var before = extra.GetValueOrDefault(part.Subject);
            doubled[at] = new StreamAppend(part.Subject, part.FirstVersion + before, [.. part.Events, part.Events[^1]]);
            extra[part.Subject] = before + 1;
        }

        return base.Append(doubled);
    }
}

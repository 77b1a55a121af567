using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Simulation.Bugs;

/// <summary>Says of every event that it was never seen.</summary>
internal sealed class ForgottenIds(IJournal journal) : PassingJournal(journal)
{
    /// <inheritdoc/>
    public override bool MayContain(SubjectKey subject, ulong eventIdHash) => false;
}

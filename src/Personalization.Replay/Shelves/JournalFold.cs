using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.Shelves;

/// <summary>Profiles folded from a subject's own stream.</summary>
internal static class JournalFold
{
    /// <summary>The profile of a subject before its first event.</summary>
    public static Profile Empty(FoldPlan plan, in SubjectKey subject) => new(plan, subject.Kind switch
    {
        SubjectKind.Account => SubjectSide.Account,
        SubjectKind.Shared => SubjectSide.Tenant,
        _ => SubjectSide.User,
    });

    /// <summary>Folds what follows the profile's version, up to and with a version, and as long as it is before a place in the feed.</summary>
    public static async ValueTask UpTo(
        IJournal journal, FoldPlan plan, SubjectKey subject, Profile profile, long version, long position, CancellationToken cancellation)
    {
        await foreach (var stored in journal.ReadSubject(subject, profile.Version, cancellation).ConfigureAwait(false))
        {
            if (stored.Version > version || stored.Position >= position)
            {
                return;
            }

            Evolve.Apply(plan, profile, stored.Version, stored.Event);
        }
    }
}

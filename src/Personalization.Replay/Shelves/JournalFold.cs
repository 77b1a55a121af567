using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.Shelves;

/// <summary>Profiles folded from a subject's own stream.</summary>
internal static class JournalFold
{
    /// <summary>Folds what follows the profile's version, up to and with a version, and as long as it is before a place in the feed.</summary>
    /// <returns>The profile; another one where a merge was undone meanwhile, which is folded from its first event on.</returns>
    public static async ValueTask<Profile> UpTo(
        IJournal journal, FoldPlan plan, SubjectKey subject, Profile profile, long version, long position, CancellationToken cancellation)
    {
        var undone = UndoneMerges.None;
        await FoldOn(journal, plan, subject, profile, version, position, cancellation).ConfigureAwait(false);
        while (profile.UndoneMerge is { } merge)
        {
            undone = undone.With(merge);
            profile = Profile.Of(plan, subject.Kind, undone);
            await FoldOn(journal, plan, subject, profile, version, position, cancellation).ConfigureAwait(false);
        }

        return profile;
    }

    private static async ValueTask FoldOn(
        IJournal journal, FoldPlan plan, SubjectKey subject, Profile profile, long version, long position, CancellationToken cancellation)
    {
        await foreach (var stored in journal.ReadSubject(subject, profile.Version, cancellation).ConfigureAwait(false))
        {
            if (stored.Version > version || stored.Position >= position || profile.UndoneMerge is not null)
            {
                return;
            }

            Evolve.Apply(plan, profile, stored.Version, stored.Event);
        }
    }
}

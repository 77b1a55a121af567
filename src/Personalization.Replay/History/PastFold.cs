using Personalization.Core;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Replay.Shelves;

namespace Personalization.Replay.History;

/// <summary>Folds what was known of subjects at a time, from the nearest mark of an earlier look where there is one.</summary>
internal sealed class PastFold(IJournal journal, ProfileMarks marks)
{
    /// <summary>The profile of a subject at a time; its version is the number of events that were known.</summary>
    public async ValueTask<Profile> Fold(FoldPlan plan, SubjectKey subject, Instant at, CancellationToken cancellation)
    {
        while (true)
        {
            var begin = marks.Find(subject, plan.Hash, at);
            var profile = begin is null ? JournalFold.Empty(plan, subject) : ProfileCodec.Read(plan, begin.Bytes);
            using var look = new PastLook(plan, subject, profile, at, begin, marks);
            if (await Read(look, subject, begin, marks.FindRising(subject, plan.Hash), cancellation).ConfigureAwait(false))
            {
                return profile;
            }

            marks.Forget(subject, plan.Hash);
        }
    }

    /// <summary>Reads on from a mark; false where the stream does not hold the event of a mark any more.</summary>
    private async ValueTask<bool> Read(PastLook look, SubjectKey subject, ProfileMark? from, ProfileMark? rising, CancellationToken cancellation)
    {
        var isThere = from is null;
        await foreach (var stored in journal.ReadSubject(subject, (from?.Version ?? 1) - 1, cancellation).ConfigureAwait(false))
        {
            if (!isThere)
            {
                isThere = stored.Version == from!.Version && StableHash.Of(stored.Event.Id) == from.EventIdHash;
                if (!isThere)
                {
                    return false;
                }

                continue;
            }

            // Up to where times rise, what follows is later still. Behind that it may be earlier again: a rebuild copies old events behind newer ones.
            if (stored.Version < rising?.Version && stored.Event.ReceivedAt > look.Until)
            {
                look.PassTo(rising);
                return await Read(look, subject, rising, null, cancellation).ConfigureAwait(false);
            }

            look.Take(stored);
        }

        return isThere;
    }
}

using Personalization.Core;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.History;

/// <summary>Folds what was known of subjects at a time, from the nearest mark where there is one: of an earlier look, or of the host, which keeps them with its snapshots.</summary>
/// <param name="journal">The events.</param>
/// <param name="snapshots">Where the host keeps its marks.</param>
/// <param name="marks">Those that looks leave.</param>
/// <param name="apart">Events between two of them.</param>
internal sealed class PastFold(IJournal journal, ISnapshots snapshots, ProfileMarks marks, int apart = Journal.Limits.EventsPerMark)
{
    /// <summary>The profile of a subject at a time; its version is the number of events that were known.</summary>
    public async ValueTask<Profile> Fold(FoldPlan plan, SubjectKey subject, Instant at, CancellationToken cancellation)
    {
        var undone = UndoneMerges.None;
        for (var areStoredOnesTrusted = true; ;)
        {
            var (begin, rising) = (marks.Find(subject, plan.Hash, at), marks.FindRising(subject, plan.Hash));
            if (areStoredOnesTrusted)
            {
                begin = Later(begin, await snapshots.LoadMark(subject, new MarkUse(plan.Hash, Evolve.FoldCodeVersion, at, Rising: false), cancellation).ConfigureAwait(false));
                rising = Later(rising, await snapshots.LoadMark(subject, new MarkUse(plan.Hash, Evolve.FoldCodeVersion, Instant.MaxValue, Rising: true), cancellation).ConfigureAwait(false));
            }

            // A mark has folded what a merge brought that was undone by then.
            begin = undone.Count > 0 ? null : begin;
            var profile = begin is null ? Profile.Of(plan, subject.Kind, undone) : ProfileCodec.Read(plan, begin.Payload.Span);
            using var look = new PastLook(plan, subject, profile, at, begin, marks, apart);
            if (!await Read(look, subject, begin, rising, cancellation).ConfigureAwait(false))
            {
                marks.Forget(subject, plan.Hash);
                areStoredOnesTrusted = false;
            }
            else if (profile.UndoneMerge is { } merge)
            {
                undone = undone.With(merge);
            }
            else
            {
                return profile;
            }
        }
    }

    private static StoredSnapshot? Later(StoredSnapshot? one, StoredSnapshot? other) => other is null || one?.Version >= other.Version ? one : other;

    /// <summary>Reads on from a mark; false where the stream does not hold the event of a mark any more.</summary>
    private async ValueTask<bool> Read(PastLook look, SubjectKey subject, StoredSnapshot? from, StoredSnapshot? rising, CancellationToken cancellation)
    {
        var isThere = from is null;
        await foreach (var stored in journal.ReadSubject(subject, (from?.Version ?? 1) - 1, cancellation).ConfigureAwait(false))
        {
            if (!isThere)
            {
                isThere = stored.Version == from!.Version && stored.Event.IdHash == from.EventIdHash;
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

using Personalization.Core;
using Personalization.Core.Codecs;
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
        while (marks.Find(subject, plan.Hash, at) is { } mark)
        {
            if (await From(mark, plan, subject, at, cancellation).ConfigureAwait(false) is { } profile)
            {
                return profile;
            }

            marks.Forget(subject, plan.Hash);
        }

        var empty = JournalFold.Empty(plan, subject);
        await Run(plan, subject, empty, at, Instant.MinValue, cancellation).ConfigureAwait(false);
        return empty;
    }

    /// <summary>Folds on from a mark; null where the stream does not hold the mark's event any more.</summary>
    private async ValueTask<Profile?> From(ProfileMark mark, FoldPlan plan, SubjectKey subject, Instant at, CancellationToken cancellation)
    {
        await foreach (var stored in journal.ReadSubject(subject, mark.Version - 1, cancellation).ConfigureAwait(false))
        {
            if (stored.Version != mark.Version || StableHash.Of(stored.Event.Id) != mark.EventIdHash)
            {
                return null;
            }

            var profile = ProfileCodec.Read(plan, mark.Bytes);
            await Run(plan, subject, profile, at, mark.LastReceived, cancellation).ConfigureAwait(false);
            return profile;
        }

        return null;
    }

    private async ValueTask Run(FoldPlan plan, SubjectKey subject, Profile profile, Instant at, Instant lastReceived, CancellationToken cancellation)
    {
        using var bytes = new ByteWriter();
        await foreach (var stored in journal.ReadSubject(subject, profile.Version, cancellation).ConfigureAwait(false))
        {
            // Received times rise with the versions but for calls that overtake each other and clocks that are set.
            if (stored.Event.ReceivedAt > at + Limits.ClockCorrectionMax)
            {
                return;
            }

            if (stored.Event.ReceivedAt > at)
            {
                continue;
            }

            Evolve.Apply(plan, profile, profile.Version + 1, stored.Event);
            lastReceived = lastReceived < stored.Event.ReceivedAt ? stored.Event.ReceivedAt : lastReceived;
            if (profile.Version == stored.Version && stored.Version % Limits.EventsPerMark == 0)
            {
                bytes.Clear();
                ProfileCodec.Write(bytes, profile);
                marks.Keep(subject, plan.Hash, new ProfileMark(stored.Version, StableHash.Of(stored.Event.Id), lastReceived, bytes.Written.ToArray()));
            }
        }
    }
}

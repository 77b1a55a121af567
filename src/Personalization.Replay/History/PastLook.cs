using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.History;

/// <summary>One look at a profile of the past, which leaves marks for the next ones.</summary>
internal sealed class PastLook(FoldPlan plan, SubjectKey subject, Profile profile, Instant at, StoredSnapshot? begin, ProfileMarks marks, int apart) : IDisposable
{
    private readonly ByteWriter bytes = new();
    private ReceivedOrder order = begin?.Received ?? ReceivedOrder.Empty;

    /// <summary>Behind an event that was received later than this, and as long as times rise, nothing is of this look.</summary>
    public Instant Until { get; } = at + Journal.Limits.ClockCorrectionMax;

    /// <summary>Passes over everything up to a mark.</summary>
    public void PassTo(StoredSnapshot mark) => order = mark.Received;

    /// <summary>Takes the next event of the stream.</summary>
    public void Take(in StoredEvent stored)
    {
        var received = stored.Event.ReceivedAt;
        order = order.With(received);
        if (received > at || profile.UndoneMerge is not null)
        {
            return;
        }

        Evolve.Apply(plan, profile, profile.Version + 1, stored.Event);
        if (profile.UndoneMerge is null && profile.Version == stored.Version && stored.Version % apart == 0)
        {
            bytes.Clear();
            ProfileCodec.Write(bytes, profile);
            marks.Keep(subject, plan.Hash, new StoredSnapshot(
                stored.Version, stored.Event.IdHash, plan.Hash, Evolve.FoldCodeVersion, order, bytes.Written.ToArray()));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => bytes.Dispose();
}

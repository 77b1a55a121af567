using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>A profile on its way into memory, with what its grain has to know of the events in it.</summary>
internal sealed class LoadedProfile
{
    private readonly FoldPlan plan;
    private ulong lastEventIdHash;
    private ReceivedOrder received = ReceivedOrder.Empty;
    private StoredSnapshot? mark;

    /// <summary>Without events.</summary>
    public LoadedProfile(FoldPlan plan, in SubjectKey subject)
    {
        this.plan = plan;
        Profile = new Profile(plan, subject.Kind switch
        {
            SubjectKind.Account => SubjectSide.Account,
            SubjectKind.Shared => SubjectSide.Tenant,
            _ => SubjectSide.User,
        });
    }

    /// <summary>As a snapshot has it, which the same plan made.</summary>
    public LoadedProfile(FoldPlan plan, StoredSnapshot snapshot)
    {
        this.plan = plan;
        Profile = ProfileCodec.Read(plan, snapshot.Payload.Span);
        (lastEventIdHash, received, SnapshotVersion) = (snapshot.EventIdHash, snapshot.Received, snapshot.Version);
    }

    /// <summary>The state so far.</summary>
    public Profile Profile { get; }

    /// <summary>The version of the snapshot; 0 for none.</summary>
    public long SnapshotVersion { get; }

    /// <summary>Folds the next event of the stream.</summary>
    public void Take(in StoredEvent stored, GrainMarks marks)
    {
        Evolve.Apply(plan, Profile, stored.Version, stored.Event);
        received = received.With(stored.Event.ReceivedAt);
        lastEventIdHash = StableHash.Of(stored.Event.Id);
        if (marks.IsDue(stored.Version))
        {
            // Only the last one stays: under a plan that is new to the subject, looks begin behind its change.
            mark = GrainMarks.Of(Profile, lastEventIdHash, received);
        }
    }

    /// <summary>Puts it into its grain, whose gate is held.</summary>
    public void Enter(Grain grain, GrainMarks marks)
    {
        grain.Profile = Profile;
        grain.PlanHash = plan.Hash;
        grain.LastEventIdHash = lastEventIdHash;
        grain.Received = received;
        grain.SnapshotVersion = SnapshotVersion;
        if (mark is not null)
        {
            marks.Keep(grain, mark);
        }
    }
}

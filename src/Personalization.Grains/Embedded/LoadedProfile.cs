using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>A profile on its way into memory, with what its grain has to know of the events in it.</summary>
internal sealed class LoadedProfile
{
    private readonly FoldPlan plan;
    private readonly GrainMarks marks;
    private readonly WaitingMarks passed;
    private readonly bool onlyPlanChanged;
    private readonly IReadOnlySet<string> undoneMerges = UndoneMerges.None;
    private int undoneAhead;
    private ulong lastEventIdHash;
    private ReceivedOrder received = ReceivedOrder.Empty;

    /// <summary>Without events.</summary>
    /// <param name="plan">What folds it.</param>
    /// <param name="subject">Whose.</param>
    /// <param name="onlyPlanChanged">Whether another plan has left marks that are still of use, for the time before the change.</param>
    /// <param name="marks">Where its marks go.</param>
    /// <param name="undoneMerges">The merges that are known to be undone.</param>
    public LoadedProfile(FoldPlan plan, in SubjectKey subject, bool onlyPlanChanged, GrainMarks marks, IReadOnlySet<string> undoneMerges)
    {
        (this.plan, this.onlyPlanChanged, this.marks, passed) = (plan, onlyPlanChanged, marks, marks.New());
        (Profile, this.undoneMerges, undoneAhead) = (Profile.Of(plan, subject.Kind, undoneMerges), undoneMerges, undoneMerges.Count);
    }

    /// <summary>As a snapshot has it, which the same plan made.</summary>
    public LoadedProfile(FoldPlan plan, StoredSnapshot snapshot, GrainMarks marks)
    {
        (this.plan, this.marks, passed) = (plan, marks, marks.New());
        Profile = ProfileCodec.Read(plan, snapshot.Payload.Span);
        (lastEventIdHash, received, SnapshotVersion) = (snapshot.EventIdHash, snapshot.Received, snapshot.Version);
    }

    /// <summary>The state so far.</summary>
    public Profile Profile { get; }

    /// <summary>The version of the snapshot; 0 for none.</summary>
    public long SnapshotVersion { get; }

    /// <summary>How many events were folded.</summary>
    public int Taken { get; private set; }

    /// <summary>What it is made of so far.</summary>
    public LoadSource Source => SnapshotVersion > 0 ? LoadSource.Snapshot : Taken > 0 ? LoadSource.Journal : LoadSource.Nothing;

    /// <summary>Folds the next event of the stream.</summary>
    /// <returns>False where it undoes a merge that is folded already: then it has to be begun <see cref="Anew"/>.</returns>
    public bool Take(in StoredEvent stored)
    {
        Taken++;
        Evolve.Apply(plan, Profile, stored.Version, stored.Event);
        if (Profile.UndoneMerge is not null)
        {
            return false;
        }

        received = received.With(stored.Event.ReceivedAt);
        lastEventIdHash = stored.Event.IdHash;
        undoneAhead -= stored.Event is Unmerged ? 1 : 0;

        // Looks at a time before a merge was undone must find what had been folded then, with all that the merge had brought.
        if (undoneAhead <= 0 && passed.Takes(stored.Version))
        {
            passed.Add(GrainMarks.Of(Profile, lastEventIdHash, received));
        }

        return true;
    }

    /// <summary>Without events, and without those of the merge that was undone.</summary>
    public LoadedProfile Anew(in SubjectKey subject) => new(plan, subject, onlyPlanChanged: false, marks, undoneMerges.With(Profile.UndoneMerge!));

    /// <summary>Puts it into its grain, whose gate is held.</summary>
    public void Enter(Grain grain)
    {
        grain.Profile = Profile;
        grain.PlanHash = plan.Hash;
        grain.LastEventIdHash = lastEventIdHash;
        grain.Received = received;
        grain.SnapshotVersion = SnapshotVersion;

        // Looks under a plan that is new begin behind its change, and those before it need the marks of the plan of before.
        foreach (var mark in onlyPlanChanged ? passed.All.TakeLast(1) : passed.All)
        {
            marks.Keep(grain, mark);
        }
    }
}

using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>The single owner of one live profile. Everything but <see cref="Pins"/> is read and changed under <see cref="Gate"/>.</summary>
/// <remarks>A turn is a short hold of the gate; lock order: a user's gate, then an account's, then those of shared limits in the order of their ids, never back.</remarks>
internal sealed class Grain(SubjectKey key)
{
    /// <summary>Whose.</summary>
    public SubjectKey Key { get; } = key;

    /// <summary>The key's hash, which names the subject in decision ids.</summary>
    public ulong KeyHash { get; } = key.StableHash();

    /// <summary>Held by the turn that runs.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Calls and commits that need the grain to stay in memory.</summary>
    public GrainPins Pins { get; } = new();

    /// <summary>The live state; null until it was loaded.</summary>
    public Profile? Profile { get; set; }

    /// <summary>The fold plan that made <see cref="Profile"/>.</summary>
    public ulong PlanHash { get; set; }

    /// <summary>The stable hash of the id of the last event in <see cref="Profile"/>.</summary>
    public ulong LastEventIdHash { get; set; }

    /// <summary>In what order the events in <see cref="Profile"/> were received.</summary>
    public ReceivedOrder Received { get; set; } = ReceivedOrder.Empty;

    /// <summary>Marks that wait for the next sweep; null where there are none.</summary>
    public WaitingMarks? Marks { get; set; }

    /// <summary>The version of the snapshot that the profile came from; 0 for none.</summary>
    public long SnapshotVersion { get; set; }

    /// <summary>The commit of the last append: when it is done, everything that this grain handed to the journal is durable.</summary>
    public Task<CommitResult> LastCommit { get; set; } = Task.FromResult(CommitResult.Committed);

    /// <summary>The loading that is under way, which all who need the grain wait for; else null.</summary>
    public Task? Loading { get; set; }

    /// <summary>The ids that are appended while somebody asks the journal about an id; null while nobody does.</summary>
    public AppendWatch? Watch { get; set; }

    /// <summary>Keeps it for a turn that is away on another node; null while none is, and always where there is one node.</summary>
    public GrainHold? Hold { get; set; }

    /// <summary>What came along with a guest of another node; null for a grain that lives here.</summary>
    public GuestVisit? Visit { get; init; }

    /// <summary>How often its profile was read from the journal: what was found out about the stream before may not be all of it.</summary>
    public int Loads { get; set; }

    /// <summary>Whether a call came since the clock's hand last passed. May be written without the gate: it is only a hint.</summary>
    public bool IsTouched { get; set; }

    /// <summary>The account that the latest turn of this person named; null where none has since the grain lives here. May be written without the gate: it is only a hint for placement.</summary>
    public string? NamedAccount { get; set; }

    /// <summary>Whether a turn can run under this plan.</summary>
    public bool IsReady(ulong planHash) => Profile is not null && PlanHash == planHash;

    /// <summary>Whether a turn may write; null for one that never travels.</summary>
    public bool IsFreeFor(Journey? journey) => Hold is null || Hold.IsOf(journey);

    /// <summary>Drops the profile: the journal holds something else. What was appended may be lost with it, so whoever watches has to ask the journal again.</summary>
    /// <param name="marks">Where its marks wait.</param>
    public void Forget(GrainMarks marks)
    {
        Profile = null;
        Watch?.Clear();
        marks.Drop(this);
    }
}

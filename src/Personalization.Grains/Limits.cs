namespace Personalization.Grains;

/// <summary>Every bound of the hosts, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>Profiles in memory by default: 2 KB each make 400 MB, which a small machine can spare.</summary>
    public const int LiveGrainsMax = 200_000;

    /// <summary>Snapshots per write: large enough to share one sync, small enough to build in a few milliseconds.</summary>
    public const int SnapshotsPerWrite = 256;

    /// <summary>Events that a profile in use may be ahead of its snapshot when the clock's hand passes: about what is folded from the journal in the time of one read.</summary>
    public const int EventsAheadOfSnapshot = 64;

    /// <summary>
    /// Marks of one profile that wait for a sweep, before every second one goes: those of 8,000 events in the minutes between two sweeps, more than one person makes. It is
    /// even, so that what stays is evenly apart.
    /// </summary>
    public const int MarksWaitingMax = 16;

    /// <summary>Bytes of marks that wait for a sweep, in all; further ones are not made until then. Thirty thousand of median size: those of sixteen million events.</summary>
    public const long MarkBytesWaitingMax = 64L << 20;

    /// <summary>Events of one import: as many as one commit of the journal may hold from one call.</summary>
    public const int ImportEventsMax = Journal.Limits.CallEventsMax;

    /// <summary>Events of one turn of an import: at 32 KiB an event half of what one call of the journal may hold.</summary>
    public const int ImportTurnEvents = 256;

    /// <summary>
    /// Events of an id that can be merged into a user: they become durable in one commit, so that nobody ever counts for half. Visitors have tens, and people of many years that are
    /// merged with themselves some thousands; it is folded in 20 ms.
    /// </summary>
    public const int MergeEventsMax = 10_000;

    /// <summary>Stored bytes of such events: half of what one call of the journal may hold, since each is wrapped.</summary>
    public const int MergeBytesMax = Journal.Limits.CallBytesMax / 2;

    /// <summary>Attempts at a merge while its two sides go on: each reads what was added, so a second one is nearly always enough.</summary>
    public const int MergeTries = 64;

    /// <summary>Ids that one event may name beside user and visitor: a browser's, a device's, a hashed address, and those of other products.</summary>
    public const int ExternalIdsMax = 8;

    /// <summary>Merges that lead from one id to the next, where users were merged into users: each is one of the ids of the last, which has so many, and itself.</summary>
    public const int MergeChainMax = Core.Limits.IdentitiesMax + 1;

    /// <summary>Events of a page: what a reader can show, and at 32 KiB an event what one answer may hold.</summary>
    public const int EventsPerPage = 1000;

    /// <summary>
    /// Attempts at a turn before it holds back the changes of the catalog: a turn loads one grain an attempt, and takes from far fewer than
    /// this many limits; more than that and the catalog changes faster than profiles are folded.
    /// </summary>
    public const int AttemptsPerTurn = 32;

    /// <summary>
    /// Tries of a turn whose owners move from node to node: each ends with what the journal says, so a second one is nearly always enough; who has lost so many
    /// is on a node that is cut off, and the caller may ask another one.
    /// </summary>
    public const int TriesPerTurn = 8;

    /// <summary>
    /// Events of the newest of a stream among which a turn that is tried again looks for its own record: between its two tries others on the same subject have run, who came
    /// within the wait for one reply.
    /// </summary>
    public const int LookBackEvents = 64;

    /// <summary>
    /// Turns that go to another node together, each of its events counted for one: most of what can be saved is saved by then, the replies of as many peeks (60 KB) are no large object for
    /// the collector, and events of 32 KiB make 4 MiB.
    /// </summary>
    public const int ParcelLoadMax = 128;

    /// <summary>How long a node that closes waits for its turns: a third of the 30 s that Kubernetes gives a pod to end, so that others can still be told.</summary>
    public static readonly TimeSpan GiveUpWait = TimeSpan.FromSeconds(10);

    /// <summary>Serves of which one is explained to see why actions are turned down: explaining costs a few decisions, so this costs each of them a twentieth.</summary>
    public const int ServesPerRejectionSample = 64;

    /// <summary>How far ahead of the server's clock an event may be: clocks of phones are wrong by a time zone at most.</summary>
    public static readonly TimeSpan EventTimeAhead = TimeSpan.FromHours(24);
}

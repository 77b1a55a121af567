namespace Personalization.Cluster;

/// <summary>Every bound of the cluster's host, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>How often a lost turn is tried, with growing waits between: about six seconds, in which a silo that was killed is found out (two probes of a second) and its subjects live elsewhere.</summary>
    public const int TriesPerTurn = 14;

    /// <summary>The longest wait between two tries, in <see cref="RetryDelay"/>s: about how long probes take to find a silo dead is waited for in several steps.</summary>
    public const int RetryDelayFactorMax = 64;

    /// <summary>Subjects of which a silo remembers where they live, because it is not where they are placed: some 200 bytes each, so 20 MB.</summary>
    public const int StraysMax = 100_000;

    /// <summary>Chosen actions that a thread remembers: those of a few tenants' catalogs in some languages, half a kilobyte each.</summary>
    public const int CachedActions = 256;

    /// <summary>The longest action that is remembered, in bytes: 1 MB for a thread at worst.</summary>
    public const int CachedActionBytesMax = 4_096;

    /// <summary>Silos of which it is remembered that they read an older version of the wire: several times as many as a cluster has while it is upgraded.</summary>
    public const int OldSilosMax = 1_000;

    /// <summary>How long an older version of the wire is written to a silo that did not know the newest: an upgrade takes minutes, and to ask again costs one call.</summary>
    public static readonly TimeSpan OldWire = TimeSpan.FromMinutes(1);

    /// <summary>The unit of waits between two tries: about a round trip with a commit.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a silo waits for another one's reply: a turn takes a few milliseconds; one that waits for a database that restarts is better tried again.</summary>
    public static readonly TimeSpan ReplyPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long a caller waits for an answer: longer than a silo that was killed takes to be found out, and short enough that another gateway has answered within ten seconds.</summary>
    public static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(7);

    /// <summary>How long a silo answers from memory without having heard from the database; others may have taken over its subjects by then.</summary>
    public static readonly TimeSpan PulsePatience = TimeSpan.FromSeconds(3);

    /// <summary>Time between two questions to the database: several fit into <see cref="PulsePatience"/>, so that one that is slow does no harm.</summary>
    public static readonly TimeSpan PulsePeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>Time between two looks at how much memory is in use: with it a silo that fills up by 100 MB a second is found in time on the smallest machine.</summary>
    public static readonly TimeSpan MemoryPeriod = TimeSpan.FromSeconds(2);

    /// <summary>The share of the memory that the process may use from which on subjects leave it: the rest is for the collector and for calls under way.</summary>
    public const double MemoryLoadMax = 0.8;

    /// <summary>How many of the subjects leave in one round where memory is short: one in so many.</summary>
    public const int ShedOneIn = 10;

    /// <summary>Time between two looks for subjects whose place is elsewhere: as fast as people notice that a new silo is idle.</summary>
    public static readonly TimeSpan MovesPeriod = TimeSpan.FromSeconds(15);

    /// <summary>Subjects that move in one round: each is a write of a snapshot and a read of it, and calls are to go on beside.</summary>
    public const int MovesPerRound = 2_000;

    /// <summary>Time between two looks at which shards of the feed are this silo's: what a silo that is gone has left lies for so long.</summary>
    public static readonly TimeSpan ShardsPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Time between two looks for notices that wait in a stream: people who look at a screen do not see it, and silos that have nothing to say spend nothing on it.</summary>
    public static readonly TimeSpan NoticesPeriod = TimeSpan.FromMilliseconds(50);

    /// <summary>Time between two rounds in which a process says again who watches there: so long may somebody wait for a change whose notice died with a silo.</summary>
    public static readonly TimeSpan WatchRound = TimeSpan.FromSeconds(20);

    /// <summary>Time before a round is tried again that failed, most often because a silo has just gone: about as long as the others take to find that out.</summary>
    public static readonly TimeSpan WatchRetry = TimeSpan.FromSeconds(2);

    /// <summary>How long a process is told of changes that has said nothing more: three rounds.</summary>
    public static readonly TimeSpan WatchLease = TimeSpan.FromMinutes(1);

    /// <summary>Replays of a tenant that are remembered when they have ended, the newest of all processes together: as many as one process keeps.</summary>
    public const int EndedReplaysMax = Replay.Limits.JobsKeptMax;

    /// <summary>Replays of a tenant that are remembered while they wait or work: those of sixteen processes with all that a tenant may have there. Of processes that never come back the oldest are forgotten.</summary>
    public const int OpenReplaysMax = 16 * (Replay.Limits.JobsPerTenantMax + Replay.Limits.QueueJobsPerTenantMax);

    /// <summary>Counts of a replay that are remembered: its own are a dozen, the rest are of single actions and reasons, of which the most frequent matter. So no tenant's directory is larger than 2 MB.</summary>
    public const int ReplayCountsMax = 64;

    /// <summary>Time between two rounds in which a process says that its replays are there, and how far they are: so much may be missing from what is told of one that is gone.</summary>
    public static readonly TimeSpan ReplayRound = TimeSpan.FromSeconds(5);

    /// <summary>How long a process is asked for its replays that has said nothing more: three rounds.</summary>
    public static readonly TimeSpan ReplayLease = TimeSpan.FromSeconds(15);

    /// <summary>Time between two looks at a replay of another process that somebody watches: it marks how far it is as often.</summary>
    public static readonly TimeSpan ReplayWatchPeriod = TimeSpan.FromSeconds(1);
}

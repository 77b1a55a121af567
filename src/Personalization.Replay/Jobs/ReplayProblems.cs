using Personalization.Core;

namespace Personalization.Replay.Jobs;

/// <summary>What is wrong with what is asked of jobs; the codes are stable.</summary>
public static class ReplayProblems
{
    /// <summary>The code of <see cref="Unknown"/>.</summary>
    public const string UnknownReplay = "unknown_replay";

    /// <summary>The code of <see cref="TooManyOfTenant"/>, <see cref="TooMany"/> and <see cref="TooManyQueues"/>.</summary>
    public const string TooManyReplays = "too_many_replays";

    /// <summary>The code of <see cref="Over"/> and <see cref="Open"/>.</summary>
    public const string WrongState = "wrong_state";

    /// <summary>The code of <see cref="Away"/>.</summary>
    public const string ReplayAway = "replay_away";

    /// <summary>The code of what passes by itself: a job waits for it.</summary>
    public const string NotReady = "not_ready";

    /// <summary>The code of a failure that nobody foresaw.</summary>
    public const string Internal = "internal";

    /// <summary>The tenant has no such replay.</summary>
    public static Problem Unknown { get; } = new(UnknownReplay, "/id", "This tenant has no such replay, or it was forgotten since: only the newest are kept.");

    internal static Problem TooManyOfTenant { get; } = new(
        TooManyReplays, "", $"This tenant has {Limits.JobsPerTenantMax} replays that wait or work, and may not have more. Cancel one or wait for one to end.");

    internal static Problem TooMany { get; } = new(TooManyReplays, "", $"The server has {Limits.JobsMax} replays that wait or work, of all tenants together. Wait for some to end.");

    internal static Problem TooManyQueues { get; } = new(
        TooManyReplays, "/queue", $"Enough replays read queues: {Limits.QueueJobsPerTenantMax} of a tenant may at the same time, {Limits.QueueJobsMax} of a server. Cancel one or wait for one to end.");

    /// <summary>The process that has a replay is not there.</summary>
    /// <param name="host">The machine that had its files last.</param>
    public static Problem Away(string host) => new(
        ReplayAway, "/id", $"The process on {host} that has this replay on its disk is not there. The replay waits for it to come back with that disk; what stands here is what was last known.");

    internal static Problem Over { get; } = new(WrongState, "/id", "The replay has ended already.");

    internal static Problem Open { get; } = new(WrongState, "/id", "Only a replay that failed or was cancelled can be gone on with.");
}

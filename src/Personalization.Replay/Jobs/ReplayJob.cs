using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay.Jobs;

/// <summary>A job as it is stored.</summary>
/// <param name="Id">Its name: ten hexadecimal digits.</param>
/// <param name="Tenant">Whose events it reads or, in a backfill, adds to.</param>
/// <param name="StartedBy">The id of the key of whoever asked for it.</param>
/// <param name="Order">What it is to do.</param>
/// <param name="Created">When it was asked for.</param>
public sealed record ReplayJob(string Id, TenantId Tenant, string StartedBy, ReplayOrder Order, Instant Created)
{
    /// <summary>Where it stands.</summary>
    public ReplayState State { get; init; }

    /// <summary>When it began to work; null while it waits.</summary>
    public Instant? Started { get; init; }

    /// <summary>When it ended; null before.</summary>
    public Instant? Ended { get; init; }

    /// <summary>Everything up to here is worked off: a place in the feed, a line of a file, or how many messages of a queue.</summary>
    public long Position { get; init; }

    /// <summary>Where the feed ended when it was asked for; it reads no further. 0 for a backfill.</summary>
    public long End { get; init; }

    /// <summary>What was counted up to the position, by the names of <see cref="ReplayCounts"/>.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>How many findings were written up to the position.</summary>
    public long Findings { get; init; }

    /// <summary>How long the file of findings was then.</summary>
    public long FindingsBytes { get; init; }

    /// <summary>Why it failed, or what it waits for just now although it works: a stable code and a sentence; else null.</summary>
    public Problem? Failure { get; init; }

    /// <summary>Whether it works or is going to.</summary>
    public bool IsOpen => State is ReplayState.Waiting or ReplayState.Running;
}

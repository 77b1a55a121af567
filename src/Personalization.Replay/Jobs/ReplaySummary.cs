using Personalization.Core;

namespace Personalization.Replay.Jobs;

/// <summary>What is told of a job, wherever it is. Small: of subjects that were named it has only the number.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it does.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Created">When it was asked for.</param>
public sealed record ReplaySummary(string Id, ReplayKind Kind, ReplayState State, Instant Created)
{
    /// <summary>The first received time in scope; null for the beginning.</summary>
    public Instant? From { get; init; }

    /// <summary>The first received time that is not in scope any more; null for no end.</summary>
    public Instant? To { get; init; }

    /// <summary>How many subjects were named; 0 for all.</summary>
    public int Subjects { get; init; }

    /// <summary>The tenant that a rebuild writes; else null.</summary>
    public string? Into { get; init; }

    /// <summary>The content hash of the catalog that it was asked with; else null.</summary>
    public string? Catalog { get; init; }

    /// <summary>The file that a backfill loads; else null.</summary>
    public string? ImportFile { get; init; }

    /// <summary>The queue that a backfill reads; else null.</summary>
    public string? Queue { get; init; }

    /// <summary>Whether it ends when its queue is empty.</summary>
    public bool UntilEmpty { get; init; }

    /// <summary>When it began to work; null while it waits.</summary>
    public Instant? Started { get; init; }

    /// <summary>When it ended; null before.</summary>
    public Instant? Ended { get; init; }

    /// <summary>What was counted, by the names of <see cref="ReplayCounts"/>.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>How many findings there are.</summary>
    public long Findings { get; init; }

    /// <summary>Why it failed, or what it waits for just now although it works; else null.</summary>
    public Problem? Failure { get; init; }

    /// <summary>How much is done, 0 to 1; null where that is not known.</summary>
    public double? Share { get; init; }

    /// <summary>Events read a second; 0 while that is not known.</summary>
    public double EventsPerSecond { get; init; }

    /// <summary>How long it takes from here; null while that is not known.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>One sentence where the process that has it is not there, so that this is what was last known; else null.</summary>
    public string? Away { get; init; }

    /// <summary>Whether it works or is going to.</summary>
    public bool IsOpen => State is ReplayState.Waiting or ReplayState.Running;

    /// <summary>What is told of a job of this process.</summary>
    public static ReplaySummary Of(JobProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var (job, order) = (progress.Job, progress.Job.Order);
        return new ReplaySummary(job.Id, order.Kind, job.State, job.Created)
        {
            From = order.From,
            To = order.To,
            Subjects = order.Subjects.Count,
            Into = order.Into?.Value,
            Catalog = order.Catalog,
            ImportFile = order.ImportFile,
            Queue = order.Queue,
            UntilEmpty = order.UntilEmpty,
            Started = job.Started,
            Ended = job.Ended,
            Counts = job.Counts,
            Findings = job.Findings,
            Failure = job.Failure,
            Share = progress.Share,
            EventsPerSecond = progress.EventsPerSecond,
            Remaining = progress.Remaining,
        };
    }
}

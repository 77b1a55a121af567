using Personalization.Core;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Replays;

/// <summary>A <see cref="ReplaySummary"/> between processes and in grain storage. A stored format: members are only ever added, under new ids.</summary>
[GenerateSerializer, Immutable, Alias("personalization.replay")]
internal sealed record ReplayForm
{
    /// <summary>The job's name.</summary>
    [Id(0)]
    public string Id { get; init; } = "";

    /// <summary>The number of its <see cref="ReplayKind"/>.</summary>
    [Id(1)]
    public byte Kind { get; init; }

    /// <summary>The number of its <see cref="ReplayState"/>.</summary>
    [Id(2)]
    public byte State { get; init; }

    /// <summary>When it was asked for; this and all times in milliseconds since 1970.</summary>
    [Id(3)]
    public long Created { get; init; }

    [Id(4)]
    public long? From { get; init; }

    [Id(5)]
    public long? To { get; init; }

    [Id(6)]
    public int Subjects { get; init; }

    [Id(7)]
    public string? Into { get; init; }

    [Id(8)]
    public string? Catalog { get; init; }

    [Id(9)]
    public string? ImportFile { get; init; }

    [Id(10)]
    public string? Queue { get; init; }

    [Id(11)]
    public bool UntilEmpty { get; init; }

    [Id(12)]
    public long? Started { get; init; }

    [Id(13)]
    public long? Ended { get; init; }

    [Id(14)]
    public KeyValuePair<string, long>[] Counts { get; init; } = [];

    [Id(15)]
    public long Findings { get; init; }

    [Id(16)]
    public ProblemForm? Failure { get; init; }

    [Id(17)]
    public double? Share { get; init; }

    [Id(18)]
    public double EventsPerSecond { get; init; }

    [Id(19)]
    public double? RemainingSeconds { get; init; }

    /// <summary>Whether it works or is going to.</summary>
    public bool IsOpen => (ReplayState)State is ReplayState.Waiting or ReplayState.Running;

    /// <summary>Writes what is told of a job.</summary>
    public static ReplayForm Of(ReplaySummary job) => new()
    {
        Id = job.Id,
        Kind = (byte)job.Kind,
        State = (byte)job.State,
        Created = job.Created.UnixMilliseconds,
        From = job.From?.UnixMilliseconds,
        To = job.To?.UnixMilliseconds,
        Subjects = job.Subjects,
        Into = job.Into,
        Catalog = job.Catalog,
        ImportFile = job.ImportFile,
        Queue = job.Queue,
        UntilEmpty = job.UntilEmpty,
        Started = job.Started?.UnixMilliseconds,
        Ended = job.Ended?.UnixMilliseconds,
        Counts = job.Counts.OrderBy(one => one.Key, StringComparer.Ordinal).ToArray(),
        Findings = job.Findings,
        Failure = ProblemForm.Of(job.Failure),
        Share = job.Share,
        EventsPerSecond = job.EventsPerSecond,
        RemainingSeconds = job.Remaining?.TotalSeconds,
    };

    /// <summary>Reads it.</summary>
    public ReplaySummary Read() => new(Id, (ReplayKind)Kind, (ReplayState)State, new Instant(Created))
    {
        From = InstantOf(From),
        To = InstantOf(To),
        Subjects = Subjects,
        Into = Into,
        Catalog = Catalog,
        ImportFile = ImportFile,
        Queue = Queue,
        UntilEmpty = UntilEmpty,
        Started = InstantOf(Started),
        Ended = InstantOf(Ended),
        Counts = Counts.ToDictionary(StringComparer.Ordinal),
        Findings = Findings,
        Failure = Failure?.Read(),
        Share = Share,
        EventsPerSecond = EventsPerSecond,
        Remaining = RemainingSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    /// <summary>The same with the counts that fit into what is remembered: first those of the job, then the largest of single actions and reasons.</summary>
    public ReplayForm Remembered() => Counts.Length <= Limits.ReplayCountsMax ? this : this with
    {
        Counts = Counts.OrderBy(one => one.Key.Contains('/', StringComparison.Ordinal)).ThenByDescending(one => one.Value).Take(Limits.ReplayCountsMax).ToArray(),
    };

    private static Instant? InstantOf(long? milliseconds) => milliseconds is { } known ? new Instant(known) : null;
}

namespace Personalization.Grains.Embedded;

/// <summary>How the embedded host uses memory and when it answers.</summary>
public sealed record EmbeddedHostOptions
{
    /// <summary>How many profiles stay in memory before idle ones go to snapshots; at least 1. The default takes 400 MB at 2 KB each.</summary>
    public int LiveGrainsMax { get; init; } = Limits.LiveGrainsMax;

    /// <summary>How long a profile stays in memory without a call; measured in whole rounds, so up to twice as long.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether every serve answers after its commit. By default one that touches only the user's own caps answers before:
    /// exact except for one commit window after a crash. Serves with an account's cap always wait.
    /// </summary>
    public bool DurableServes { get; init; }

    /// <summary>How long events are kept at hand, whole days; null for ever. An event whose time lies before that is answered <c>too_old</c>: it is not compared with older ones any more.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Events between two marks of a profile.</summary>
    internal int EventsPerMark { get; init; } = Journal.Limits.EventsPerMark;

    /// <summary>How the host runs on one thread, the same way each time; null to run on the thread pool.</summary>
    internal IStepping? Stepping { get; init; }
}

using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Sending;

/// <summary>How to send.</summary>
/// <param name="RatePerSecond">The most events a second; null for as fast as the server takes them.</param>
/// <param name="Patience">How long to go on with a server that is away; null for not at all.</param>
/// <param name="Before">What earlier runs over the same source brought.</param>
internal sealed record SendOptions(double? RatePerSecond = null, SendPatience? Patience = null, SentCounts Before = default)
{
    /// <summary>The most events of a batch.</summary>
    public int BatchEventsMax => Pace().BatchOf(Limits.BatchEventsMax);

    /// <summary>The time of pauses.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The pace.</summary>
    public RateLimit Pace() => new(RatePerSecond, Clock);
}

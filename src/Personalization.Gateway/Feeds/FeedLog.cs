using Microsoft.Extensions.Logging;
using Personalization.Projections.Feed;

namespace Personalization.Gateway.Feeds;

/// <summary>Logs what the consumers of the feed run into.</summary>
internal sealed partial class FeedLog(ILogger<FeedLog> logger) : IFeedObserver
{
    /// <inheritdoc/>
    public void Failed(FeedFailure failure) =>
        LogFailed(failure.Consumer, string.Join(", ", failure.Shards), failure.After, failure.Failures, failure.Pause.TotalSeconds, failure.Cause);

    /// <inheritdoc/>
    public void Recovered(string consumer, int shard) => LogRecovered(consumer, shard);

    /// <inheritdoc/>
    public void Lost(string consumer, int shard) => LogLost(consumer, shard);

    /// <inheritdoc/>
    public void WasAhead(string consumer, long checkpoint, long end) => LogAhead(consumer, checkpoint, end);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Error, Message = "The consumer {Consumer} cannot go on in the shards {Shards} behind position {Position}, try {Failures}; again in {Seconds:0.0} s. Other shards go on")]
    private partial void LogFailed(string consumer, string shards, long position, int failures, double seconds, Exception cause);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "The consumer {Consumer} goes on in the shard {Shard}")]
    private partial void LogRecovered(string consumer, int shard);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Information, Message = "Another node, or a restart, moved the consumer {Consumer} in the shard {Shard}; its place is read again")]
    private partial void LogLost(string consumer, int shard);

    [LoggerMessage(EventId = 2204, Level = LogLevel.Warning, Message = "The consumer {Consumer} was at {Checkpoint}, which the journal has not reached: it ends at {End}. The consumer begins anew")]
    private partial void LogAhead(string consumer, long checkpoint, long end);
}

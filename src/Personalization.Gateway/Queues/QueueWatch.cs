using Microsoft.Extensions.Logging;
using Personalization.Channels;

namespace Personalization.Gateway.Queues;

/// <summary>Tells logs and metrics how a channel's connection is doing.</summary>
/// <param name="channel">The queue or the outlet.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="logger">The log.</param>
internal sealed partial class QueueWatch(string channel, ChannelMetrics metrics, ILogger logger) : IConnectionWatch
{
    private bool isOpen;

    /// <inheritdoc/>
    public void Opened()
    {
        LogOpened(channel);
        metrics.Connected(channel);
        isOpen = true;
    }

    /// <inheritdoc/>
    public void Lost(string reason)
    {
        LogLost(reason);
        metrics.Lost(channel);
        if (isOpen)
        {
            metrics.Disconnected(channel);
            isOpen = false;
        }
    }

    [LoggerMessage(EventId = 2111, Level = LogLevel.Information, Message = "Connected to the broker for {Channel}")]
    private partial void LogOpened(string channel);

    [LoggerMessage(EventId = 2112, Level = LogLevel.Warning, Message = "{Reason} It is tried again")]
    private partial void LogLost(string reason);
}

using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Personalization.Gateway.Telemetry;

/// <summary>Says once that telemetry cannot be sent, and once that it can again. The exporter itself tells it nobody but its event source, each time.</summary>
internal sealed partial class ExportWatch(ILogger<ExportWatch> logger) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    /// <summary>The event that an export has arrived: its endpoint comes first.</summary>
    private const string Arrived = "ExportSuccess";

    private readonly Lock gate = new();
    private readonly HashSet<string> failing = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (string.Equals(eventSource.Name, Exporter, StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Calls may come before the constructor has run to its end: the runtime tells of sources that exist already.
        if (failing is null || eventData.Payload is not [{ } first, ..] payload)
        {
            return;
        }

        var endpoint = first.ToString()!;
        if (string.Equals(eventData.EventName, Arrived, StringComparison.Ordinal))
        {
            if (IsLastMended(endpoint))
            {
                LogArrives();
            }
        }
        else if (eventData.Level <= EventLevel.Warning && IsFirstBroken(endpoint))
        {
            LogFails(string.Format(CultureInfo.InvariantCulture, eventData.Message ?? "", [.. payload]));
        }
    }

    /// <summary>Spans, metrics and log records have endpoints of their own, which mostly go away together.</summary>
    private bool IsFirstBroken(string endpoint)
    {
        lock (gate)
        {
            return failing.Count < Limits.FailingEndpoints && failing.Add(endpoint) && failing.Count == 1;
        }
    }

    private bool IsLastMended(string endpoint)
    {
        lock (gate)
        {
            return failing.Remove(endpoint) && failing.Count == 0;
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "Telemetry cannot be sent; what is not sent is dropped, and nothing else suffers. {Cause}")]
    private partial void LogFails(string cause);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Information, Message = "Telemetry is sent again")]
    private partial void LogArrives();
}

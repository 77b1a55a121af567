using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Core;
using Personalization.Journal.Control;

namespace Personalization.Gateway.AccessLog;

/// <summary>Drops old entries of the access log, once an hour.</summary>
internal sealed partial class AccessLogRetention(IControlStore control, AccessLogSettings settings, TimeProvider clock, ILogger<AccessLogRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await Drop(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is old is dropped after the next start.
        }
    }

    /// <summary>Drops what is old now.</summary>
    internal async Task Drop(CancellationToken stop)
    {
        try
        {
            var before = Instant.From(clock.GetUtcNow() - settings.Retention);
            while (!stop.IsCancellationRequested && await control.AccessLog.Drop(before) > 0)
            {
                // Some at a time, so that those who write wait for little.
            }
        }
        catch (Exception away) when (away is IOException or DbException)
        {
            LogLater(away);
        }
    }

    [LoggerMessage(EventId = 2411, Level = LogLevel.Warning, Message = "Old entries of the access log cannot be dropped now; it is tried again in an hour")]
    private partial void LogLater(Exception cause);
}

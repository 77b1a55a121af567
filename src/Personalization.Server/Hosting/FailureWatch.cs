namespace Personalization.Server.Hosting;

/// <summary>Stops the process when nothing more can be made durable: what is in memory may be ahead of the disk, and only a new start reads the truth.</summary>
/// <param name="failed">Completes with the reason when that has happened.</param>
/// <param name="lifetime">Stops the process.</param>
/// <param name="logger">Where the reason goes.</param>
internal sealed partial class FailureWatch(Task<Exception> failed, IHostApplicationLifetime lifetime, ILogger<FailureWatch> logger) : BackgroundService
{
    /// <summary>Whether the server stops because of a failure.</summary>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAny(failed, Task.Delay(Timeout.Infinite, stoppingToken));
        if (failed.IsCompletedSuccessfully)
        {
            HasFailed = true;
            LogFailed(await failed);
            lifetime.StopApplication();
        }
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Critical, Message = "The journal failed; the server stops and has to be started again")]
    private partial void LogFailed(Exception cause);
}

namespace Personalization.Hosting;

/// <summary>Stops the process when nothing more can be made durable: what is in memory may be ahead of the disk, and only a new start reads the truth.</summary>
/// <param name="failed">Completes with the reason when that has happened.</param>
/// <param name="lifetime">Stops the process.</param>
/// <param name="logger">Where the reason goes.</param>
public sealed partial class FailureWatch(Task<Exception> failed, IHostApplicationLifetime lifetime, ILogger<FailureWatch> logger) : BackgroundService
{
    /// <summary>Whether the server stops because of a failure.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether a stopped host ended in disorder: by a failure, or by a service that ended with an exception.</summary>
    public static bool HasEnded(IServiceProvider services) =>
        services.GetRequiredService<FailureWatch>().HasFailed
        || services.GetServices<IHostedService>().OfType<BackgroundService>().Any(one => one.ExecuteTask is { IsFaulted: true });

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

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>Lets replays work while the server runs.</summary>
internal sealed partial class ReplayService(ReplayJobs jobs, IHostApplicationLifetime lifetime, ILogger<ReplayService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        jobs.Broken += (job, error) => LogBroken(job.Id, error);
        try
        {
            // What is left to do waits until the server answers: a silo has joined then, and can say who owns what.
            var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var started = lifetime.ApplicationStarted.Register(answers.SetResult);
            await answers.Task.WaitAsync(stoppingToken);
            await jobs.Run(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the server is none of the jobs: they go on with the next start.
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "The replay {Replay} broke down")]
    private partial void LogBroken(string replay, Exception error);
}

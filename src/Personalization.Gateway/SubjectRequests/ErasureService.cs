using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Journal.Erasures;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Sees that whoever was erased is gone before anybody is served. Where that cannot be done, the server does not start.</summary>
/// <param name="erasure">Does it.</param>
/// <param name="isAlone">Whether it is done before anything of the server starts; else in its place among the services, behind what brings calls to other processes.</param>
/// <param name="clock">Waits for processes that do not answer.</param>
/// <param name="logger">Tells of it.</param>
internal sealed partial class ErasureService(SubjectErasure erasure, bool isAlone, TimeProvider clock, ILogger<ErasureService> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => isAlone ? Resume(cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; !isAlone; tries++)
        {
            try
            {
                await Resume(cancellationToken);
                return;
            }
            catch (ErasureUnfinishedException unfinished) when (tries < Limits.ResumeTries)
            {
                // Most often a silo that has just gone: soon it is known to be dead.
                LogHeldUp(unfinished.Message);
                await Task.Delay(Limits.ResumePause, clock, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Resume(CancellationToken cancellation)
    {
        if (await erasure.Resume(cancellation) is var erased and > 0)
        {
            LogResumed(erased);
        }
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Whoever was erased may not be gone yet, so no calls are taken yet either; trying again: {Reason}")]
    private partial void LogHeldUp(string reason);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Erased {Erased} subjects again, whose erasure was cut short or undone by a restore.")]
    private partial void LogResumed(int erased);
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Sees that whoever was erased is gone before anything of the server starts. Where that cannot be done, the server does not start.</summary>
internal sealed partial class ErasureService(SubjectErasure erasure, ILogger<ErasureService> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (await erasure.Resume(cancellationToken) is var erased and > 0)
        {
            LogResumed(erased);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Erased {Erased} subjects again, whose erasure was cut short or undone by a restore.")]
    private partial void LogResumed(int erased);
}

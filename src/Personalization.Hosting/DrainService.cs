using Microsoft.AspNetCore.Hosting.Server;
using Personalization.Gateway.Health;

namespace Personalization.Hosting;

/// <summary>
/// Lets a server of many go away without a call that fails: at first it only says that it is not ready, then it takes no calls and lets those at work end. What is
/// below the gateway stops after that, in whatever time is left.
/// </summary>
/// <param name="drain">What the gateway looks at.</param>
/// <param name="pause">How long each of it may take.</param>
/// <param name="server">Listens.</param>
/// <param name="clock">Measures the pause.</param>
public sealed class DrainService(Drain drain, DrainPause pause, IServer server, TimeProvider clock) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(pause.Length, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        drain.Close();

        // A time of its own: a call that never ends must leave time for what stops after the calls.
        using var patience = new CancellationTokenSource(pause.CallsMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await server.StopAsync(either.Token);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.Extensions.Hosting;
using Personalization.Gateway.Health;
using Personalization.Grpc.Health;

namespace Personalization.Gateway.Grpc;

/// <summary>Tells gRPC's health service when the server can answer, each second anew, and when it stops.</summary>
internal sealed class RpcHealth(ServiceHealth health, IReadiness readiness, Drain drain, IHostApplicationLifetime lifetime, TimeProvider clock) : BackgroundService
{
    /// <summary>As often as load balancers ask at the most.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private static readonly string[] Services =
        [ServiceHealth.Server, "personalization.v1.Events", "personalization.v1.Decisions", "personalization.v1.Profiles"];

    private readonly Lock gate = new();
    private bool isServing;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lifetime.ApplicationStarted.Register(Look);
        lifetime.ApplicationStopping.Register(Look);
        drain.Closed.Register(health.Close);
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops, and has said so.
        }
    }

    private void Look()
    {
        lock (gate)
        {
            var serves = lifetime.ApplicationStarted.IsCancellationRequested && !drain.HasBegun && readiness.Checks().All(check => check.IsMet);
            if (serves == isServing)
            {
                return;
            }

            isServing = serves;
            foreach (var service in Services)
            {
                health.Set(service, serves);
            }
        }
    }
}

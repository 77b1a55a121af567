using Microsoft.Extensions.Hosting;
using Personalization.Gateway.Health;
using Personalization.Grpc.Health;

namespace Personalization.Gateway.Grpc;

/// <summary>Tells gRPC's health service when the server can answer and when it stops.</summary>
internal sealed class RpcHealth(ServiceHealth health, IReadiness readiness, IHostApplicationLifetime lifetime) : IHostedService
{
    private static readonly string[] Services =
        [ServiceHealth.Server, "personalization.v1.Events", "personalization.v1.Decisions", "personalization.v1.Profiles"];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Set(readiness.Checks().All(check => check.IsMet)));
        lifetime.ApplicationStopping.Register(() => Set(false));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Set(bool serving)
    {
        foreach (var service in Services)
        {
            health.Set(service, serving);
        }
    }
}

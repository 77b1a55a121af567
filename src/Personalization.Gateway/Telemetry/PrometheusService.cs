using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Personalization.Gateway.Telemetry;

/// <summary>Keeps the metrics for <c>/metrics</c> while the server runs. They are there without any setting; <see cref="OtlpService"/> keeps its own.</summary>
/// <param name="exporter">Writes them when somebody asks.</param>
/// <param name="readiness">The metrics that nobody else makes.</param>
internal sealed class PrometheusService(PrometheusExporter exporter, ReadinessMetrics readiness) : IHostedService, IDisposable
{
    private OpenTelemetrySdk? sdk;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        readiness.Start();
        sdk = OpenTelemetrySdk.Create(builder => builder.WithMetrics(metrics => metrics.AddOurs().AddReader(new BaseExportingMetricReader(exporter))));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => sdk?.Dispose();
}

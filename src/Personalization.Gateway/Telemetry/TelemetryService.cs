using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Personalization.Gateway.Telemetry;

/// <summary>Runs OpenTelemetry while the server runs: metrics for <c>/metrics</c>, and all of it by OTLP where an endpoint is configured.</summary>
internal sealed class TelemetryService(PrometheusExporter exporter, IConfiguration configuration) : IHostedService, IDisposable
{
    /// <summary>The standard variable of OpenTelemetry; the exporter itself reads it and its siblings.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private OpenTelemetrySdk? sdk;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var sendsOtlp = !string.IsNullOrEmpty(configuration[OtlpEndpoint]);
        sdk = OpenTelemetrySdk.Create(builder =>
        {
            builder.ConfigureResource(resource => resource.AddService("personalization"));
            builder.WithMetrics(metrics => Measure(metrics, sendsOtlp));
            if (sendsOtlp)
            {
                builder.WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "Personalization.*").AddOtlpExporter());
            }
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        sdk?.MeterProvider.ForceFlush();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => sdk?.Dispose();

    private void Measure(MeterProviderBuilder metrics, bool sendsOtlp)
    {
        metrics
            .AddMeter("Personalization.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            // Counted twice per call, for a number that the thread pool's queue tells better.
            .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
            // Counted up and down for every call, and always about 0: calls never wait for a thread here, they are refused.
            .AddView("kestrel.queued_requests", MetricStreamConfiguration.Drop)
            .AddReader(new BaseExportingMetricReader(exporter));
        if (sendsOtlp)
        {
            metrics.AddOtlpExporter();
        }
    }
}

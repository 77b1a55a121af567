using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Personalization.Gateway.Telemetry;

/// <summary>Sends spans, metrics and log records by OTLP while the server runs, where an endpoint is configured. It is started first and stopped last, so that it hears the others stop.</summary>
/// <param name="configuration">Holds OpenTelemetry's standard variables; the exporter and the sampler read them here.</param>
/// <param name="loggers">What is logged goes on to the console as well.</param>
internal sealed class OtlpService(IConfiguration configuration, ILoggerFactory loggers) : IHostedService, IDisposable
{
    private OpenTelemetrySdk? sdk;
    private ExportWatch? watch;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var signals = OtlpSignals.Of(configuration);
        if (signals.Any)
        {
            watch = new ExportWatch(loggers.CreateLogger<ExportWatch>());
            sdk = OpenTelemetrySdk.Create(builder => Configure(builder, signals));
            if (signals.Logs)
            {
                loggers.AddProvider(new OtlpLogs(sdk.GetLoggerFactory()));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what is left, for a while.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (sdk is null)
        {
            return Task.CompletedTask;
        }

        // A collector that does not answer must not keep the process: each has the whole time, side by side.
        var limit = (int)Limits.TelemetryFlush.TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => sdk.TracerProvider.Shutdown(limit), CancellationToken.None),
            Task.Run(() => sdk.MeterProvider.Shutdown(limit), CancellationToken.None),
            Task.Run(() => sdk.LoggerProvider.ForceFlush(limit), CancellationToken.None));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sdk?.Dispose();
        watch?.Dispose();
    }

    private void Configure(IOpenTelemetryBuilder builder, OtlpSignals signals)
    {
        builder.Services.AddSingleton(configuration);
        // The variables come last, so OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
        builder.ConfigureResource(resource => resource.AddService("personalization", serviceVersion: Build.Version).AddEnvironmentVariableDetector());
        if (signals.Traces)
        {
            builder.WithTracing(tracing => tracing.AddOurs());
        }

        if (signals.Metrics)
        {
            builder.WithMetrics(metrics => metrics.AddOurs());
        }

        if (signals.Logs)
        {
            // What is worth logging is decided before, for the console and for this alike.
            builder.Services.AddLogging(logging => logging
                .SetMinimumLevel(LogLevel.Trace)
                // Below that ASP.NET Core logs addresses, in which ids of people stand.
                .AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
            builder.WithLogging(_ => { }, options => options.IncludeFormattedMessage = true);
        }

        builder.UseOtlpExporter();
    }
}

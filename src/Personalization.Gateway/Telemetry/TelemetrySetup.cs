using Microsoft.Extensions.DependencyInjection;

namespace Personalization.Gateway.Telemetry;

/// <summary>Puts telemetry into a container.</summary>
public static class TelemetrySetup
{
    /// <summary>
    /// Adds metrics for <c>GET /metrics</c>, and the sending of spans, metrics and log records by OTLP where OpenTelemetry's standard variables name an
    /// endpoint (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its siblings, in the environment or any other configuration). Call it before other
    /// services are added: what is added first is stopped last. <see cref="GatewayServices.AddGateway"/> does.
    /// </summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddMetrics();
        return services
            .AddHostedService<OtlpService>()
            .AddSingleton<GatewayMetrics>()
            .AddSingleton<ReadinessMetrics>()
            .AddSingleton<PrometheusExporter>()
            .AddHostedService<PrometheusService>()
            .AddSingleton<MetricsEndpoint>();
    }
}

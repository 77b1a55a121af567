using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Personalization.Gateway.Telemetry;

/// <summary>Whose metrics and spans are taken. Names that nothing in this process has cost nothing.</summary>
internal static class Sources
{
    /// <summary>Adds every meter.</summary>
    public static MeterProviderBuilder AddOurs(this MeterProviderBuilder metrics) => metrics
        .AddMeter("Personalization.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", "Microsoft.Orleans")
        // Counted twice per call, for a number that the thread pool's queue tells better.
        .AddView("http.server.active_requests", MetricStreamConfiguration.Drop)
        // Counted up and down for every call, and always about 0: calls never wait for a thread here, they are refused.
        .AddView("kestrel.queued_requests", MetricStreamConfiguration.Drop);

    /// <summary>Adds every source of spans: the server's own, ours, statements, and calls from node to node.</summary>
    public static TracerProviderBuilder AddOurs(this TracerProviderBuilder tracing) =>
        tracing.AddSource("Microsoft.AspNetCore", "Personalization.*", "Npgsql", "Microsoft.Orleans.Application");
}

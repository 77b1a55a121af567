using Microsoft.AspNetCore.Http;

namespace Personalization.Gateway.Telemetry;

/// <summary><c>GET /metrics</c>.</summary>
internal sealed class MetricsEndpoint(PrometheusExporter exporter)
{
    /// <summary>Writes every metric.</summary>
    public Task Get(HttpContext http)
    {
        http.Response.ContentType = PrometheusText.MediaType;
        return http.Response.WriteAsync(exporter.Scrape(), http.RequestAborted);
    }
}

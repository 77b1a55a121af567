using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Personalization.Gateway.Grpc;

/// <summary>Keeps gRPC calls out of HTTP's request metrics, which know neither their method nor their status: <see cref="RpcMetrics"/> measures them.</summary>
internal sealed class RpcOutOfHttpMetrics(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true
            && http.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }

        return next(http);
    }
}

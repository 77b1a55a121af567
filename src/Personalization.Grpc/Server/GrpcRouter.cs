using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Personalization.Grpc;

/// <summary>Finds the method of a request and runs its call; leaves what is not gRPC to others.</summary>
internal sealed class GrpcRouter(
    IReadOnlyCollection<MethodEndpoint> endpoints, ICallInterceptor[] interceptors, GrpcServerOptions options, ILogger logger)
{
    // Ordinal, as the specification wants it: paths are case-sensitive.
    private readonly FrozenDictionary<string, MethodEndpoint> _endpoints =
        endpoints.ToFrozenDictionary(endpoint => endpoint.Path, StringComparer.Ordinal);

    public ICallInterceptor[] Interceptors { get; } = interceptors;

    public GrpcServerOptions Options { get; } = options;

    public ILogger Logger { get; } = logger;

    public Task RouteAsync(HttpContext http, RequestDelegate next)
    {
        var isGrpc = Headers.IsGrpc(http.Request.ContentType);
        var known = _endpoints.TryGetValue(http.Request.Path.Value ?? string.Empty, out var endpoint);
        if (!isGrpc && !known)
            return next(http);
        if (Refusal(http.Request, isGrpc) is { } refusal)
        {
            http.Response.StatusCode = refusal;
            return Task.CompletedTask;
        }
        if (known)
        {
            // How long a stream stayed open says nothing of latency, and would drown it. Measure calls with an interceptor.
            if (http.Features[typeof(IHttpMetricsTagsFeature)] is IHttpMetricsTagsFeature requests)
                requests.MetricsDisabled = true;
            return new ServerCall(http, endpoint!, this).RunAsync();
        }
        http.Response.Headers.ContentType = Headers.ContentType;
        StatusHeaders.Write(new RpcException(StatusCode.Unimplemented, $"There is no method {http.Request.Path.Value}."), http.Response.Headers);
        return Task.CompletedTask;
    }

    private static int? Refusal(HttpRequest request, bool isGrpc)
    {
        if (!isGrpc)
            return StatusCodes.Status415UnsupportedMediaType;
        if (!HttpMethods.IsPost(request.Method))
            return StatusCodes.Status405MethodNotAllowed;
        return HttpProtocol.IsHttp2(request.Protocol) ? null : StatusCodes.Status426UpgradeRequired;
    }
}

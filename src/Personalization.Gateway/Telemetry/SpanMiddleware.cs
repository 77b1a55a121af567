using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Personalization.Gateway.Telemetry;

/// <summary>
/// Gives the server span of ASP.NET Core, which has no tags of its own, the names of OpenTelemetry's HTTP conventions
/// (https://opentelemetry.io/docs/specs/semconv/http/http-spans/). The path is left out, since ids of people stand in it; the route says as much.
/// </summary>
internal sealed class SpanMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span)
        {
            await next(http);
            return;
        }

        if (ServerSpan.IsProbe(http.Request.Path))
        {
            span.Forget();
        }

        try
        {
            await next(http);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            span.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
            span.SetTag("http.request.method", http.Request.Method);
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", http.Response.StatusCode);
            span.SetTag("url.scheme", http.Request.Scheme);
            if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                span.SetTag("error.type", http.Response.StatusCode).SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}

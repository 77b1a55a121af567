using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Personalization.Gateway.Telemetry;

/// <summary>Gives the server span of ASP.NET Core, which has no tags of its own, the names of OpenTelemetry's HTTP conventions. No ids of people.</summary>
internal sealed class SpanMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
            span.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
            span.SetTag("http.request.method", http.Request.Method);
            span.SetTag("http.route", route);
            span.SetTag("http.response.status_code", http.Response.StatusCode);
        }
    }
}

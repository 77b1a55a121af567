using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Personalization.Grpc;

/// <summary>gRPC in an ASP.NET Core application.</summary>
public static class GrpcApplication
{
    /// <summary>
    /// Answers gRPC calls over HTTP/2 and passes every other request on. Put it before routing and compression: it needs neither.
    /// </summary>
    /// <param name="app">The application; its services provide logging.</param>
    /// <param name="configure">Adds interceptors and methods.</param>
    /// <param name="options">Bounds and clock; the defaults when null.</param>
    public static IApplicationBuilder UseGrpc(this IApplicationBuilder app, Action<GrpcServices> configure, GrpcServerOptions? options = null)
    {
        var services = new GrpcServices();
        configure(services);
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Personalization.Grpc");
        var router = services.Build(options ?? new GrpcServerOptions(), logger);
        return app.Use(next => http => router.RouteAsync(http, next));
    }
}

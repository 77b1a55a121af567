using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Personalization.Grpc.Tests;

/// <summary>A real server on two free ports of the loopback: HTTP/2 for gRPC, HTTP/1.1 for those who got lost.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Address = new Uri(addresses[0]);
        Http1Address = new Uri(addresses[1]);
    }

    public Uri Address { get; }

    public Uri Http1Address { get; }

    public static async Task<TestServer> StartAsync(Action<GrpcServices> services, GrpcServerOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureGrpc();
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.UseGrpc(services, options);
        app.Run(static http => http.Response.WriteAsync("not gRPC"));
        await app.StartAsync();
        return new TestServer(app);
    }

    public GrpcClient Connect(GrpcClientOptions? options = null) => GrpcClient.For(Address, options);

    public async ValueTask DisposeAsync()
    {
        // A handler that a test left hanging must not hold the test run for the shutdown timeout.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}

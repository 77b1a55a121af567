using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Personalization.Grpc;
using Personalization.Grpc.Health;
using Personalization.Grpc.Health.V1;

namespace Personalization.Benchmarks.Peers;

/// <summary>The baselines: a bare Kestrel HTTP/2 POST, and an empty unary call of our gRPC on the same Kestrel.</summary>
internal static class PeerServer
{
    private static readonly byte[] Answer = new byte[7];

    public static async Task<int> Run(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureGrpc().Listen(IPEndPoint.Parse(address), listen => listen.Protocols = HttpProtocols.Http2));
        await using var app = builder.Build();
        app.UseGrpc(services => services.Unary(
            HealthService.Check,
            static (_, _) => ValueTask.FromResult(new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.Serving })));
        app.Run(Bare);
        await app.RunAsync();
        return 0;
    }

    /// <summary>Reads the whole body and answers as many bytes as the empty call does.</summary>
    private static async Task Bare(HttpContext http)
    {
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync();
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await http.Response.BodyWriter.WriteAsync(Answer);
    }
}

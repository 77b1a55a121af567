using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Tests.Support;

/// <summary>Takes replays and lets them go on, and does nothing of it. Something happens before it answers, such as Ctrl+C.</summary>
internal sealed class TakingServer : IAsyncDisposable
{
    public const string Id = "0123456789";

    private readonly WebApplication app;

    private TakingServer(WebApplication app) => this.app = app;

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<TakingServer> Start(Func<Task> beforeAnswer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureGrpc().Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var built = builder.Build();
        built.UseGrpc(services => services
            .Unary(Personalization.Grpc.V1.Replay.Start, async (ReplayStartRequest _, CallContext _) =>
            {
                await beforeAnswer();
                return new ReplayStartResponse { Job = new ReplayJob { Id = Id } };
            })
            .Unary(Personalization.Grpc.V1.Replay.Resume, async (ReplayResumeRequest _, CallContext _) =>
            {
                await beforeAnswer();
                return new ReplayResumeResponse();
            }));
        await built.StartAsync();
        return new TakingServer(built);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

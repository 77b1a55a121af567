using System.Net;
using Google.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Personalization.Gateway.Grpc;
using Personalization.Gateway.Tests.Support;
using Personalization.Grains;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Journal;

namespace Personalization.Gateway.Tests.Grpc;

public sealed class FailedServerTests
{
    public static TheoryData<Exception> Failures =>
        [new JournalFailedException(new IOException("the disk is full")), new ProfilesFailedException(new IOException("the disk is full")), new TurnLostException("no reply came"), new NpgsqlException("the connection is gone")];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_cannot_be_done_now_is_Unavailable_so_that_clients_come_again(Exception failure)
    {
        await using var app = await Start(services => services.Unary(Events.Ingest, (_, _) => throw failure));
        using var client = Connect(app);

        var error = await Assert.ThrowsAsync<RpcException>(() => client.Call(Events.Ingest, new IngestRequest()));

        Assert.Equal((Personalization.Grpc.StatusCode.Unavailable, "not_ready"), (error.Code, error.Detail<ErrorInfo>()?.Reason));
        Assert.Equal(TimeSpan.FromSeconds(Limits.RetryAfterSeconds), error.Detail<RetryInfo>()?.RetryDelay.ToTimeSpan());
    }

    [Fact]
    public async Task A_stream_whose_journal_fails_ends_as_Unavailable()
    {
        await using var app = await Start(services => services.Duplex(Events.IngestStream, async (requests, responses, call) =>
        {
            await foreach (var request in requests)
            {
                throw new JournalFailedException(new IOException("the disk is full"));
            }
        }));
        using var client = Connect(app);
        await using var call = client.Stream(Events.IngestStream);
        await call.WriteAsync(new IngestStreamRequest());

        Assert.Equal(Personalization.Grpc.StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(call.ReadSingleAsync)).Code);
    }

    [Fact]
    public async Task A_bug_stays_Unknown()
    {
        await using var app = await Start(services => services.Unary(Events.Ingest, (_, _) => throw new IOException("a bug")));
        using var client = Connect(app);

        Assert.Equal(Personalization.Grpc.StatusCode.Unknown, (await Assert.ThrowsAsync<RpcException>(() => client.Call(Events.Ingest, new IngestRequest()))).Code);
    }

    private static async Task<WebApplication> Start(Action<GrpcServices> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.UseGrpc(services, new GrpcServerOptions { StatusOf = RpcServices.StatusOf });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static GrpcClient Connect(WebApplication app) =>
        GrpcClient.For(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
}

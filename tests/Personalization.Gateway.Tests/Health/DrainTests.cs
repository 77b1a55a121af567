using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Health;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.Health;
using Personalization.Grpc.Health.V1;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Health;

/// <summary>What callers see of a server that goes away.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("drain-").FullName;

    private static DecideRequest Peek => new() { UserId = "u", Surface = "home.card", Mode = DecideMode.Peek };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Nobody_is_refused_before_the_pause_is_over()
    {
        var lifetime = new Lifetime();
        using var drain = new Drain(lifetime, new DrainPause(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)));
        lifetime.StopApplication();
        Assert.True(drain.HasBegun);
        Assert.False(drain.Closed.IsCancellationRequested);

        drain.Close();

        Assert.True(drain.Closed.IsCancellationRequested);
    }

    [Fact]
    public async Task A_closed_server_refuses_calls_as_retryable_and_answers_probes()
    {
        await using var server = await GatewayServer.On(folder);
        server.Services.GetRequiredService<Drain>().Close();

        var refused = await server.Http.Post("/v1/decide", """{"userId":"u","surface":"home.card"}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining"), (refused.Status, refused.Code));
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(Personalization.Grpc.V1.Decisions.Decide, Peek))).Code);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get("/healthz")).Status);
        Assert.NotNull(await server.Grpc.Call(HealthService.Check, new HealthCheckRequest()));
    }

    [Fact]
    public async Task A_stream_ends_as_retryable_when_the_server_closes_and_everything_that_was_asked_is_answered()
    {
        await using var server = await GatewayServer.On(folder);
        await using var call = server.Grpc.Stream(Personalization.Grpc.V1.Decisions.DecideStream);
        await call.WriteAsync(new DecideStreamRequest { Correlation = 7, Request = Peek });
        await using var answers = call.ReadAllAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await answers.MoveNextAsync());
        Assert.Equal(7ul, answers.Current.Correlation);

        server.Services.GetRequiredService<Drain>().Close();

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await answers.MoveNextAsync())).Code);
    }

    [Fact]
    public async Task Whoever_watches_the_health_keeps_no_server_from_stopping()
    {
        await using var server = await GatewayServer.On(folder);
        var watch = server.Grpc.ServerStreamAsync(HealthService.Watch, new HealthCheckRequest(), cancellation: TestContext.Current.CancellationToken);
        await using var news = watch.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await news.MoveNextAsync());

        server.Services.GetRequiredService<Drain>().Close();

        while (await news.MoveNextAsync())
        {
            // What was still to tell.
        }
    }
}

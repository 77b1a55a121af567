using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class InterceptorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_interceptor_hands_an_item_to_the_handler()
    {
        await using var server = await TestServer.StartAsync(services => services
            .Intercept(new Authentication())
            .Unary(Probe.One, (_, call) => ValueTask.FromResult(new Pong { Text = call.Get<Caller>()!.Name })));
        using var client = server.Connect(new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer ada") });

        Assert.Equal("ada", (await client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation)).Text);
    }

    [Fact]
    public async Task A_refusal_keeps_the_handler_from_running()
    {
        await using var server = await TestServer.StartAsync(services => services
            .Intercept(new Authentication())
            .Unary(Probe.One, (_, _) => throw new InvalidOperationException("The handler ran.")));
        using var client = server.Connect();

        var error = await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation));

        Assert.Equal((StatusCode.Unauthenticated, "Who are you?"), (error.Code, error.Message));
    }

    [Fact]
    public async Task Those_before_a_refusal_see_how_the_call_ended()
    {
        var finished = new TaskCompletionSource<StatusCode>();
        await using var server = await TestServer.StartAsync(services => services
            .Intercept(new RecordingInterceptor(finished))
            .Intercept(new Authentication())
            .Unary(Probe.One, Probe.Echo));
        using var client = server.Connect();

        await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation));

        Assert.Equal(StatusCode.Unauthenticated, await finished.Task);
    }

    [Fact]
    public async Task A_later_item_of_a_type_replaces_the_earlier()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, (_, call) =>
        {
            call.Set(new Caller("first"));
            call.Set(new Caller("second"));
            Assert.Null(call.Get<Authentication>());
            return ValueTask.FromResult(new Pong { Text = call.Get<Caller>()!.Name });
        }));
        using var client = server.Connect();

        Assert.Equal("second", (await client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation)).Text);
    }

    private sealed record Caller(string Name);

    private sealed class Authentication : ICallInterceptor
    {
        public ValueTask StartAsync(CallContext call)
        {
            if (call.RequestHeader("authorization") is not { } credential)
                throw new RpcException(StatusCode.Unauthenticated, "Who are you?");
            call.Set(new Caller(credential["Bearer ".Length..]));
            return ValueTask.CompletedTask;
        }
    }
}

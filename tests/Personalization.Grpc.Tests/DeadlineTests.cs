using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class DeadlineTests
{
    private static readonly CallOptions TenSeconds = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly FakeTime _time = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The client's own clock stands still, so that whatever ends the call came from the server.
    private readonly GrpcClientOptions _patient = new() { Time = new FakeTime() };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GrpcServerOptions Options => new() { Time = _time };

    [Fact(Timeout = 30_000)]
    public async Task The_handler_knows_the_deadline()
    {
        await using var server = await TestServer.StartAsync(
            services => services.Unary(Probe.One, (_, call) => ValueTask.FromResult(new Pong { Text = $"{call.Deadline - _time.GetUtcNow()}" })), Options);
        using var client = server.Connect(_patient);

        Assert.Equal("00:00:10", (await client.UnaryAsync(Probe.One, new Ping(), TenSeconds, Cancellation)).Text);
        Assert.Equal("", (await client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation)).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_deadline_cancels_the_handler()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, async (_, call) =>
        {
            _started.SetResult();
            await _release.Task.WaitAsync(call.CancellationToken);
            return new Pong();
        }), Options);
        using var client = server.Connect(_patient);

        var call = client.UnaryAsync(Probe.One, new Ping(), TenSeconds, Cancellation);
        await _started.Task;
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call)).Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_client_is_answered_although_the_handler_ignores_the_deadline()
    {
        var finished = new TaskCompletionSource<StatusCode>();
        await using var server = await TestServer.StartAsync(
            services => services.Intercept(new RecordingInterceptor(finished)).Unary(Probe.One, async (_, _) =>
            {
                _started.SetResult();
                await _release.Task;
                return new Pong { Text = "too late" };
            }), Options);
        using var client = server.Connect(_patient);

        var call = client.UnaryAsync(Probe.One, new Ping(), TenSeconds, Cancellation);
        await _started.Task;
        _time.Advance(TimeSpan.FromSeconds(10));
        var error = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.False(finished.Task.IsCompleted);
        _release.SetResult();

        Assert.Equal(StatusCode.DeadlineExceeded, error.Code);
        Assert.Equal(StatusCode.DeadlineExceeded, await finished.Task);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stream_ends_with_the_deadline_between_two_messages()
    {
        var outcome = new TaskCompletionSource<Exception?>();
        await using var server = await TestServer.StartAsync(services => services.Duplex(Probe.Talk, async (_, pongs, _) =>
        {
            await pongs.WriteAsync(new Pong { Number = 1 });
            await _release.Task;
            outcome.SetResult(await Record.ExceptionAsync(() => pongs.WriteAsync(new Pong { Number = 2 }).AsTask()));
        }), Options);
        using var client = server.Connect(_patient);
        await using var call = client.Open(Probe.Talk, TenSeconds, Cancellation);
        await using var pongs = call.ReadAllAsync().GetAsyncEnumerator(Cancellation);

        Assert.True(await pongs.MoveNextAsync());
        _time.Advance(TimeSpan.FromSeconds(10));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await pongs.MoveNextAsync());
        _release.SetResult();

        Assert.Equal(StatusCode.DeadlineExceeded, error.Code);
        Assert.IsType<OperationCanceledException>(await outcome.Task, exactMatch: false);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_deadline_ends_the_wait_for_requests_that_never_come()
    {
        await using var server = await TestServer.StartAsync(services => services.ClientStream(Probe.Collect, async (pings, call) =>
        {
            await foreach (var ping in pings)
                _started.SetResult();
            return new Pong();
        }), Options);
        using var client = server.Connect(_patient);
        await using var call = client.Open(Probe.Collect, TenSeconds, Cancellation);

        await call.WriteAsync(new Ping());
        await _started.Task;
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call.ReadSingleAsync())).Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_connection_serves_on_after_a_deadline()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, async (ping, call) =>
        {
            if (ping.Number == 0)
                return new Pong { Text = "fine" };
            _started.SetResult();
            await _release.Task;
            return new Pong();
        }), Options);
        using var client = server.Connect(_patient);

        var late = client.UnaryAsync(Probe.One, new Ping { Number = 1 }, TenSeconds, Cancellation);
        await _started.Task;
        _time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<RpcException>(() => late);
        _release.SetResult();

        Assert.Equal("fine", (await client.UnaryAsync(Probe.One, new Ping(), TenSeconds, Cancellation)).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_client_stops_waiting_by_itself()
    {
        var time = new FakeTime();
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, async (_, call) =>
        {
            _started.SetResult();
            await _release.Task.WaitAsync(call.CancellationToken);
            return new Pong();
        }), Options);
        using var client = server.Connect(new GrpcClientOptions { Time = time });

        var call = client.UnaryAsync(Probe.One, new Ping(), TenSeconds, Cancellation);
        await _started.Task;
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call)).Code);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("1s")]
    [InlineData("123456789S")]
    public async Task A_timeout_that_is_none_is_an_error(string timeout)
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo), Options);

        var answer = await RawCall.SendAsync(server, Probe.One.Path, new byte[5], ("grpc-timeout", timeout));

        Assert.Equal(StatusCode.Internal, answer.Status);
    }
}

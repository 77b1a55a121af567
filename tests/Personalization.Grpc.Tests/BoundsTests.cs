using Google.Protobuf;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class BoundsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_reader_that_takes_nothing_is_given_up_and_holds_little_memory()
    {
        var time = new FakeTime();
        var written = 0L;
        var beyondTheFirst = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finished = new TaskCompletionSource<StatusCode>();
        await using var server = await TestServer.StartAsync(
            services => services.Intercept(new RecordingInterceptor(finished)).ServerStream(Probe.Spread, async (_, pongs, _) =>
            {
                var pong = new Pong { Payload = ByteString.CopyFrom(new byte[1000]) };
                while (true)
                {
                    await pongs.WriteAsync(pong);
                    if (Interlocked.Add(ref written, pong.CalculateSize()) > 2 * pong.CalculateSize())
                        beyondTheFirst.TrySetResult();
                }
            }),
            new GrpcServerOptions { Time = time });
        using var client = server.Connect();
        await using var call = client.Open(Probe.Spread, cancellation: Cancellation);
        await call.WriteAsync(new Ping());
        await call.CompleteAsync();
        await using var pongs = call.ReadAllAsync().GetAsyncEnumerator(Cancellation);
        Assert.True(await pongs.MoveNextAsync());

        // Time that passes while the first message is on its way would end the call before anybody is kept waiting.
        await beyondTheFirst.Task;
        // Each wait for the reader starts a write timeout; one of them is the last.
        while (!finished.Task.IsCompleted && await Task.WhenAny(finished.Task, time.TimerCreatedAsync(Cancellation)) != finished.Task)
            time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(StatusCode.Cancelled, await finished.Task);
        Assert.InRange(written, 1, 4 * 1024 * 1024);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_large_unary_response_that_nobody_reads_is_given_up()
    {
        var time = new FakeTime();
        var finished = new TaskCompletionSource<StatusCode>();
        await using var server = await TestServer.StartAsync(
            services => services.Intercept(new RecordingInterceptor(finished)).Unary(
                Probe.One, (_, _) => ValueTask.FromResult(new Pong { Payload = ByteString.CopyFrom(new byte[3_000_000]) })),
            new GrpcServerOptions { Time = time });
        using var client = server.Connect();
        await using var call = client.Open(Probe.One, cancellation: Cancellation);
        await call.WriteAsync(new Ping());
        await call.CompleteAsync();
        await call.ReadHeadersAsync();

        await time.TimerCreatedAsync(Cancellation);
        time.Advance(TimeSpan.FromSeconds(30));

        await finished.Task;
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ReadSingleAsync());
        Assert.Equal(StatusCode.Cancelled, error.Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task Calls_reset_by_the_client_count_while_their_handlers_run()
    {
        using var started = new SemaphoreSlim(0);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(
            services => services.Unary(Probe.One, async (_, _) =>
            {
                started.Release();
                await release.Task;
                return new Pong();
            }),
            new GrpcServerOptions { HandlersPerConnectionMax = 2 });
        using var client = server.Connect();

        for (var call = 0; call < 2; call++)
        {
            using var reset = new CancellationTokenSource();
            var abandoned = client.UnaryAsync(Probe.One, new Ping(), cancellation: reset.Token);
            await started.WaitAsync(Cancellation);
            await reset.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        }
        var error = await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation));
        release.SetResult();

        Assert.Equal(StatusCode.ResourceExhausted, error.Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task Handlers_that_are_done_make_room()
    {
        await using var server = await TestServer.StartAsync(
            services => services.Unary(Probe.One, Probe.Echo), new GrpcServerOptions { HandlersPerConnectionMax = 1 });
        using var client = server.Connect();

        for (var number = 0; number < 100; number++)
            Assert.Equal(StatusCode.OK, await StatusAsync(client));
    }

    [Fact(Timeout = 30_000)]
    public async Task Headers_beyond_the_limit_are_refused_and_the_server_lives_on()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));
        using var client = server.Connect();
        var endless = new Metadata();
        for (var number = 0; number < 50; number++)
            endless.Add($"x-{number}", new string('x', 1000));

        await Assert.ThrowsAsync<RpcException>(
            () => client.UnaryAsync(Probe.One, new Ping(), new CallOptions { Headers = endless }, Cancellation));

        Assert.Equal(StatusCode.OK, await StatusAsync(client));
    }

    private static async Task<StatusCode> StatusAsync(GrpcClient client)
    {
        await client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation);
        return StatusCode.OK;
    }
}

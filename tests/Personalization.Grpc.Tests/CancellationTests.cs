using System.Threading.Channels;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class CancellationTests
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<StatusCode> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_cancelled_call_cancels_its_handler()
    {
        await using var server = await TestServer.StartAsync(services => services.Intercept(new RecordingInterceptor(_finished)).Unary(Probe.One, HangAsync));
        using var client = server.Connect();
        using var cancelled = new CancellationTokenSource();

        var call = client.UnaryAsync(Probe.One, new Ping(), cancellation: cancelled.Token);
        await _started.Task;
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(StatusCode.Cancelled, await _finished.Task);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_cancelled_call_with_a_deadline_cancels_its_handler()
    {
        await using var server = await TestServer.StartAsync(services => services.Intercept(new RecordingInterceptor(_finished)).Unary(Probe.One, HangAsync));
        using var client = server.Connect();
        using var cancelled = new CancellationTokenSource();

        var call = client.UnaryAsync(Probe.One, new Ping(), new CallOptions { Timeout = TimeSpan.FromHours(1) }, cancelled.Token);
        await _started.Task;
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(StatusCode.Cancelled, await _finished.Task);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_handler_waiting_for_requests_learns_that_the_client_is_gone()
    {
        using var started = new SemaphoreSlim(0);
        var statuses = Channel.CreateUnbounded<StatusCode>();
        await using var server = await TestServer.StartAsync(services => services.Intercept(new StatusChannel(statuses)).Duplex(Probe.Talk, async (pings, _, _) =>
        {
            await foreach (var ping in pings)
                started.Release();
        }));
        using var client = server.Connect();

        // Many times: what was sent so far must never be taken for all there is, however the disposal is timed.
        for (var round = 0; round < 50; round++)
        {
            var call = client.Open(Probe.Talk, cancellation: Cancellation);
            await call.WriteAsync(new Ping());
            await started.WaitAsync(Cancellation);
            await call.DisposeAsync();
            Assert.Equal(StatusCode.Cancelled, await statuses.Reader.ReadAsync(Cancellation));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_stream_that_is_left_early_stops_the_handler()
    {
        await using var server = await TestServer.StartAsync(services => services.Intercept(new RecordingInterceptor(_finished))
            .ServerStream(Probe.Spread, async (_, pongs, _) =>
            {
                while (true)
                    await pongs.WriteAsync(new Pong());
            }));
        using var client = server.Connect();

        await foreach (var pong in client.ServerStreamAsync(Probe.Spread, new Ping(), cancellation: Cancellation))
            break;

        Assert.Equal(StatusCode.Cancelled, await _finished.Task);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_handler_may_answer_before_the_client_is_done()
    {
        await using var server = await TestServer.StartAsync(services => services.ClientStream(
            Probe.Collect, (_, _) => throw new RpcException(StatusCode.ResourceExhausted, "enough")));
        using var client = server.Connect();

        var error = await Assert.ThrowsAsync<RpcException>(() => client.ClientStreamAsync(Probe.Collect, Endless(), cancellation: Cancellation));

        Assert.Equal((StatusCode.ResourceExhausted, "enough"), (error.Code, error.Message));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_is_not_there_is_Unavailable()
    {
        using var client = GrpcClient.For(new Uri("http://127.0.0.1:1"));

        var error = await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation));

        Assert.Equal(StatusCode.Unavailable, error.Code);
    }

    private async ValueTask<Pong> HangAsync(Ping ping, CallContext call)
    {
        _started.SetResult();
        await new TaskCompletionSource().Task.WaitAsync(call.CancellationToken);
        return new Pong();
    }

    private static async IAsyncEnumerable<Ping> Endless()
    {
        while (true)
        {
            await Task.Yield();
            yield return new Ping();
        }
    }

    private sealed class StatusChannel(Channel<StatusCode> statuses) : ICallInterceptor
    {
        public ValueTask StartAsync(CallContext call) => ValueTask.CompletedTask;

        public void Finish(CallContext call, StatusCode status) => statuses.Writer.TryWrite(status);
    }
}

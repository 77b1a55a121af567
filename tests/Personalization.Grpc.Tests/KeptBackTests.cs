using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class KeptBackTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_were_kept_back_are_sent_when_the_stream_is_flushed_and_not_only_when_it_ends()
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(services => services.ServerStream(Probe.Spread, async (_, pongs, call) =>
        {
            await pongs.KeepAsync(new Pong { Number = 1 });
            await pongs.KeepAsync(new Pong { Number = 2 });
            await pongs.FlushAsync();
            await received.Task.WaitAsync(call.CancellationToken);
        }));
        using var client = server.Connect();

        var numbers = new List<int>();
        await foreach (var pong in client.ServerStreamAsync(Probe.Spread, new Ping(), cancellation: Cancellation))
        {
            numbers.Add(pong.Number);
            if (numbers.Count == 2)
                received.SetResult();
        }

        Assert.Equal([1, 2], numbers);
    }

    [Fact]
    public async Task A_stream_that_only_keeps_back_arrives_whole_and_in_order()
    {
        await using var server = await TestServer.StartAsync(services => services.ServerStream(Probe.Spread, async (_, pongs, _) =>
        {
            for (var number = 0; number < 1_000; number++)
                await pongs.KeepAsync(new Pong { Number = number });
        }));
        using var client = server.Connect();

        var numbers = new List<int>();
        await foreach (var pong in client.ServerStreamAsync(Probe.Spread, new Ping(), cancellation: Cancellation))
            numbers.Add(pong.Number);

        Assert.Equal(Enumerable.Range(0, 1_000), numbers);
    }
}

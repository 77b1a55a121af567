using Google.Protobuf;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class ShapesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unary_call_gives_its_response()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));
        using var client = server.Connect();

        var pong = await client.UnaryAsync(Probe.One, new Ping { Text = "hällo", Number = -1 }, cancellation: Cancellation);

        Assert.Equal(new Pong { Text = "hällo", Number = -1 }, pong);
    }

    [Fact]
    public async Task Empty_messages_travel_as_five_bytes()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));

        var answer = await RawCall.SendAsync(server, Probe.One.Path, new byte[5]);

        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal(new byte[5], answer.Body);
    }

    [Fact]
    public async Task A_message_larger_than_every_window_arrives()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));
        using var client = server.Connect();
        var payload = ByteString.CopyFrom(Enumerable.Range(0, 3_000_000).Select(n => (byte)n).ToArray());

        var pong = await client.UnaryAsync(Probe.One, new Ping { Payload = payload }, cancellation: Cancellation);

        Assert.Equal(payload, pong.Payload);
    }

    [Fact]
    public async Task A_client_stream_is_read_to_its_end()
    {
        await using var server = await TestServer.StartAsync(services => services.ClientStream(Probe.Collect, async (pings, _) =>
        {
            var sum = 0;
            await foreach (var ping in pings)
                sum += ping.Number;
            return new Pong { Number = sum };
        }));
        using var client = server.Connect();

        var pong = await client.ClientStreamAsync(Probe.Collect, Numbers(1000), cancellation: Cancellation);

        Assert.Equal(499_500, pong.Number);
    }

    [Fact]
    public async Task A_server_stream_arrives_in_order()
    {
        await using var server = await TestServer.StartAsync(services => services.ServerStream(Probe.Spread, async (ping, pongs, _) =>
        {
            for (var number = 0; number < ping.Number; number++)
                await pongs.WriteAsync(new Pong { Number = number });
        }));
        using var client = server.Connect();

        var numbers = new List<int>();
        await foreach (var pong in client.ServerStreamAsync(Probe.Spread, new Ping { Number = 1000 }, cancellation: Cancellation))
            numbers.Add(pong.Number);

        Assert.Equal(Enumerable.Range(0, 1000), numbers);
    }

    [Fact]
    public async Task A_server_stream_may_be_empty()
    {
        await using var server = await TestServer.StartAsync(services => services.ServerStream(Probe.Spread, (_, _, _) => ValueTask.CompletedTask));
        using var client = server.Connect();

        await foreach (var pong in client.ServerStreamAsync(Probe.Spread, new Ping(), cancellation: Cancellation))
            Assert.Fail($"{pong} was never sent.");
    }

    [Fact]
    public async Task A_duplex_call_plays_ping_pong()
    {
        await using var server = await TestServer.StartAsync(services => services.Duplex(Probe.Talk, Probe.EchoAll));
        using var client = server.Connect();
        await using var call = client.Open(Probe.Talk, cancellation: Cancellation);
        await using var pongs = call.ReadAllAsync().GetAsyncEnumerator(Cancellation);

        for (var number = 0; number < 100; number++)
        {
            await call.WriteAsync(new Ping { Number = number });
            Assert.True(await pongs.MoveNextAsync());
            Assert.Equal(number, pongs.Current.Number);
        }
        await call.CompleteAsync();

        Assert.False(await pongs.MoveNextAsync());
    }

    [Fact]
    public async Task Several_tasks_may_write_one_response_stream()
    {
        await using var server = await TestServer.StartAsync(services => services.ServerStream(Probe.Spread, async (ping, pongs, _) =>
            await Parallel.ForAsync(0, ping.Number, async (number, _) => await pongs.WriteAsync(new Pong { Number = number }))));
        using var client = server.Connect();

        var numbers = new List<int>();
        await foreach (var pong in client.ServerStreamAsync(Probe.Spread, new Ping { Number = 1000 }, cancellation: Cancellation))
            numbers.Add(pong.Number);

        Assert.Equal(Enumerable.Range(0, 1000), numbers.Order());
    }

    [Fact]
    public void A_handler_of_another_shape_is_refused_at_the_start()
    {
        Assert.Throws<ArgumentException>(() => new GrpcServices().Unary(Probe.Talk, Probe.Echo));
    }

    [Fact]
    public void A_second_handler_of_a_method_is_refused_at_the_start()
    {
        Assert.Throws<ArgumentException>(() => new GrpcServices().Unary(Probe.One, Probe.Echo).Unary(Probe.One, Probe.Echo));
    }

    private static async IAsyncEnumerable<Ping> Numbers(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Task.Yield();
            yield return new Ping { Number = number };
        }
    }
}

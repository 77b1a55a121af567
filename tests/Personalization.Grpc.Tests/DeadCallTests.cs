using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

/// <summary>Writing to calls that nobody takes anything of. Each message fills what is between the writer and the wire.</summary>
public sealed class DeadCallTests
{
    private static readonly Ping Large = new() { Payload = ByteString.CopyFrom(new byte[1 << 20]) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_write_to_a_server_that_is_not_there_ends()
    {
        using var client = GrpcClient.For(new Uri("http://127.0.0.1:1"));
        await using var call = client.Open(Probe.Talk, cancellation: Cancellation);

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => WriteOnAsync(call))).Code);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => call.ReadSingleAsync())).Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_write_that_waits_ends_with_the_call()
    {
        // A server that takes a connection and never says a word: the request waits for its settings until the connection is gone.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = GrpcClient.For(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        await using var call = client.Open(Probe.Talk, cancellation: Cancellation);
        using var connection = await listener.AcceptSocketAsync(Cancellation);
        var writing = WriteOnAsync(call);

        connection.Close(timeout: 0);

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => writing)).Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_write_to_a_server_that_has_answered_ends()
    {
        await using var server = await TestServer.StartAsync(services => services.Duplex(
            Probe.Talk, (_, _, _) => throw new RpcException(StatusCode.ResourceExhausted, "enough")));
        using var client = server.Connect();
        await using var call = client.Open(Probe.Talk, cancellation: Cancellation);

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => WriteOnAsync(call))).Code);
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(() => call.ReadSingleAsync())).Code);
    }

    private static async Task WriteOnAsync(ClientCall<Ping, Pong> call)
    {
        while (true)
            await call.WriteAsync(Large);
    }
}

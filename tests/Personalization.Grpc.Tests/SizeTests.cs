using Google.Protobuf;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class SizeTests
{
    private static readonly ByteString Kilobyte = ByteString.CopyFrom(new byte[1024]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_larger_than_the_server_receives_is_ResourceExhausted()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo), new GrpcServerOptions { ReceivedMessageBytesMax = 1024 });
        using var client = server.Connect();

        Assert.Equal(StatusCode.ResourceExhausted, await FailAsync(client, new Ping { Payload = Kilobyte }));
    }

    [Fact]
    public async Task A_message_of_exactly_the_limit_passes()
    {
        var ping = new Ping { Payload = Kilobyte };
        await using var server = await TestServer.StartAsync(
            services => services.Unary(Probe.One, Probe.Echo), new GrpcServerOptions { ReceivedMessageBytesMax = ping.CalculateSize() });
        using var client = server.Connect();

        Assert.Equal(Kilobyte, (await client.UnaryAsync(Probe.One, ping, cancellation: Cancellation)).Payload);
    }

    [Fact]
    public async Task A_message_larger_than_the_server_sends_is_ResourceExhausted()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo), new GrpcServerOptions { SentMessageBytesMax = 1024 });
        using var client = server.Connect();

        Assert.Equal(StatusCode.ResourceExhausted, await FailAsync(client, new Ping { Payload = Kilobyte }));
    }

    [Fact]
    public async Task A_message_larger_than_the_client_receives_is_ResourceExhausted()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));
        using var client = server.Connect(new GrpcClientOptions { ReceivedMessageBytesMax = 1024 });

        Assert.Equal(StatusCode.ResourceExhausted, await FailAsync(client, new Ping { Payload = Kilobyte }));
    }

    [Fact]
    public async Task A_message_larger_than_the_client_sends_is_ResourceExhausted()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));
        using var client = server.Connect(new GrpcClientOptions { SentMessageBytesMax = 1024 });

        Assert.Equal(StatusCode.ResourceExhausted, await FailAsync(client, new Ping { Payload = Kilobyte }));
    }

    [Fact]
    public async Task An_announced_length_is_refused_before_its_bytes_arrive()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));

        var answer = await RawCall.SendAsync(server, Probe.One.Path, [0, 0xFF, 0xFF, 0xFF, 0xFF]);

        Assert.Equal(StatusCode.ResourceExhausted, answer.Status);
    }

    private static async Task<StatusCode> FailAsync(GrpcClient client, Ping ping) =>
        (await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync(Probe.One, ping, cancellation: Cancellation))).Code;
}

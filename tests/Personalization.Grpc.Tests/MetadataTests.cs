using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class MetadataTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_and_bytes_reach_the_handler()
    {
        Metadata? seen = null;
        string? single = null;
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, (ping, call) =>
        {
            seen = call.RequestHeaders;
            single = call.RequestHeader("x-client");
            return Probe.Echo(ping, call);
        }));
        using var client = server.Connect(new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer key") });
        var headers = new Metadata().Add("x-client", "a").Add("x-client", "b").Add("x-trace-bin", [0, 1, 254, 255]);

        await client.UnaryAsync(Probe.One, new Ping(), new CallOptions { Headers = headers }, Cancellation);

        Assert.Equal("Bearer key", seen!.Get("authorization"));
        Assert.Equal(["a", "b"], single!.Split(",", StringSplitOptions.TrimEntries));
        Assert.Equal([0, 1, 254, 255], seen.GetBytes("x-trace-bin")!);
        Assert.DoesNotContain(seen.Entries, entry => entry.Key is "te" or "content-type" or "user-agent" || entry.Key.StartsWith("grpc-"));
    }

    [Fact]
    public async Task Headers_and_trailers_reach_the_client()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, (ping, call) =>
        {
            call.ResponseHeaders.Add("x-early", "1");
            call.ResponseTrailers.Add("x-late-bin", [9]);
            return Probe.Echo(ping, call);
        }));
        using var client = server.Connect();
        await using var call = client.Open(Probe.One, cancellation: Cancellation);

        await call.WriteAsync(new Ping());
        await call.CompleteAsync();
        await call.ReadSingleAsync();

        Assert.Equal("1", (await call.ReadHeadersAsync()).Get("x-early"));
        Assert.Equal([9], call.Trailers.GetBytes("x-late-bin")!);
    }

    [Fact]
    public async Task An_error_brings_its_trailers()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, (_, call) =>
        {
            call.ResponseHeaders.Add("x-early", "1");
            throw new RpcException(StatusCode.Aborted, "again") { Trailers = new Metadata().Add("x-hint", "later") };
        }));
        using var client = server.Connect();

        var error = await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation));

        Assert.Equal("later", error.Trailers.Get("x-hint"));
    }

    [Fact]
    public async Task Padded_and_joined_binary_values_are_read()
    {
        Metadata? seen = null;
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, (ping, call) =>
        {
            seen = call.RequestHeaders;
            return Probe.Echo(ping, call);
        }));

        await RawCall.SendAsync(server, Probe.One.Path, new byte[5], ("x-a-bin", "AQ==,AgM"), ("x-b-bin", "not base64!"));

        Assert.Equal(["AQ==", "AgM"], seen!.Entries.Where(entry => entry.Key == "x-a-bin").Select(entry => entry.Text));
        Assert.Equal([1], seen.GetBytes("x-a-bin")!);
        Assert.Null(seen.GetBytes("x-b-bin"));
    }

    [Theory]
    [InlineData("X-Upper", "v")]
    [InlineData("grpc-status", "0")]
    [InlineData("bytes-bin", "text")]
    [InlineData("blank key", "v")]
    [InlineData("", "v")]
    [InlineData("key", "line\r\nbreak")]
    [InlineData("key", "ümlaut")]
    public void What_cannot_travel_in_a_header_is_refused_when_added(string key, string value)
    {
        Assert.Throws<ArgumentException>(() => new Metadata().Add(key, value));
    }

    [Fact]
    public async Task The_peer_and_the_path_are_known()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(
            Probe.One, (_, call) => ValueTask.FromResult(new Pong { Text = $"{call.Path} {call.Peer}" })));
        using var client = server.Connect();

        var pong = await client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation);

        Assert.Matches(@"^/probe\.Probe/One 127\.0\.0\.1:\d+$", pong.Text);
    }
}

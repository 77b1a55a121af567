using System.Net;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class MalformedTests
{
    [Fact]
    public async Task No_message_where_one_is_needed_is_Unimplemented() =>
        Assert.Equal(StatusCode.Unimplemented, await SendAsync(Probe.One.Path, []));

    [Fact]
    public async Task Two_messages_where_one_is_needed_are_Unimplemented() =>
        Assert.Equal(StatusCode.Unimplemented, await SendAsync(Probe.One.Path, RawCall.Frames(false, new Ping(), new Ping())));

    [Fact]
    public async Task Two_messages_for_a_server_stream_are_Unimplemented() =>
        Assert.Equal(StatusCode.Unimplemented, await SendAsync(Probe.Spread.Path, RawCall.Frames(false, new Ping(), new Ping())));

    [Fact]
    public async Task A_message_that_ends_early_is_an_error() =>
        Assert.Equal(StatusCode.Internal, await SendAsync(Probe.One.Path, [0, 0, 0, 0, 9, 1, 2]));

    [Fact]
    public async Task A_prefix_that_ends_early_is_an_error() =>
        Assert.Equal(StatusCode.Internal, await SendAsync(Probe.Talk.Path, [0, 0, 0]));

    [Fact]
    public async Task A_flag_that_is_not_known_is_an_error() =>
        Assert.Equal(StatusCode.Internal, await SendAsync(Probe.One.Path, RawCall.Frame(2, [])));

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x7F })]
    [InlineData(new byte[] { 0x00 })]
    [InlineData(new byte[] { 0x0F, 0x01 })]
    [InlineData(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public async Task Bytes_that_are_no_protobuf_are_an_error(byte[] message) =>
        Assert.Equal(StatusCode.Internal, await SendAsync(Probe.One.Path, RawCall.Frame(0, message)));

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc-web+proto")]
    [InlineData("application/grpc+json")]
    public async Task Another_content_type_is_415(string contentType)
    {
        await using var server = await StartAsync();

        var answer = await RawCall.SendAsync(server.Address, Probe.One.Path, new ByteArrayContent(new byte[5]), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Http);
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;charset=utf-8")]
    [InlineData("Application/GRPC")]
    public async Task Protobuf_content_types_are_taken(string contentType)
    {
        await using var server = await StartAsync();

        var answer = await RawCall.SendAsync(server.Address, Probe.One.Path, new ByteArrayContent(new byte[5]), contentType);

        Assert.Equal((HttpStatusCode.OK, StatusCode.OK), (answer.Http, answer.Status));
    }

    [Fact]
    public async Task Another_HTTP_method_is_405()
    {
        await using var server = await StartAsync();

        var answer = await RawCall.SendAsync(server.Address, Probe.One.Path, new ByteArrayContent(new byte[5]), method: HttpMethod.Put);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Http);
    }

    [Fact]
    public async Task Over_HTTP_1_the_answer_is_426()
    {
        await using var server = await StartAsync();
        using var http = new HttpClient();
        var content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } };

        using var response = await http.PostAsync(new Uri(server.Http1Address, Probe.One.Path), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    [Fact]
    public async Task What_is_not_gRPC_is_left_to_others()
    {
        await using var server = await StartAsync();
        using var http = new HttpClient();

        Assert.Equal("not gRPC", await http.GetStringAsync(new Uri(server.Http1Address, "/healthz"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_that_is_not_gRPC_is_an_error_for_the_client()
    {
        await using var server = await TestServer.StartAsync(_ => { });
        using var http = new HttpClient(new NotGrpc()) { BaseAddress = server.Address };
        using var client = new GrpcClient(http);

        var error = await Assert.ThrowsAsync<RpcException>(
            () => client.UnaryAsync(Probe.One, new Ping(), cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.Unavailable, error.Code);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(services => services
        .Unary(Probe.One, Probe.Echo)
        .ServerStream(Probe.Spread, (_, _, _) => ValueTask.CompletedTask)
        .Duplex(Probe.Talk, Probe.EchoAll));

    private static async Task<StatusCode> SendAsync(string path, byte[] body)
    {
        await using var server = await StartAsync();
        return (await RawCall.SendAsync(server, path, body)).Status;
    }

    private sealed class NotGrpc : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") });
    }
}

using System.Net.Sockets;

namespace Personalization.Grpc.Tests;

/// <summary>What a call says whose connection went before there was an answer. Which error HTTP gives then is a race: each is told alike.</summary>
public sealed class LostConnectionTests
{
    public static TheoryData<Exception> Losses =>
    [
        new HttpRequestException("The handshake did not end."),
        new HttpRequestException("Not sent.", new IOException("Aborted.", new IOException("Not written.", new SocketException((int)SocketError.Shutdown)))),
        new HttpRequestException(HttpRequestError.ResponseEnded),
        new TaskCanceledException("The body was given up."),
    ];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_connection_that_ended_before_an_answer_is_told_as_that(Exception loss)
    {
        using var client = new GrpcClient(new HttpClient(new Losing(loss)) { BaseAddress = new Uri("http://127.0.0.1:1") });
        await using var call = client.Open(Probe.Talk, cancellation: TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ReadSingleAsync());

        Assert.Equal(StatusCode.Unavailable, error.Code);
        Assert.Equal("The connection ended before an answer came.", error.Message);
    }

    private sealed class Losing(Exception loss) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(loss);
    }
}

using System.Net;
using Google.Rpc;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class StatusTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thrown_status_arrives_with_code_and_sentence()
    {
        const string sentence = "  100 % of Ümläuts, \r\n\ttabs and 🙂 \u0001 ";

        var error = await FailAsync(new RpcException(StatusCode.FailedPrecondition, sentence));

        Assert.Equal(StatusCode.FailedPrecondition, error.Code);
        Assert.Equal(sentence, error.Message);
    }

    [Fact]
    public async Task Rich_details_arrive_typed()
    {
        var violation = new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "events[3].timestamp", Description = "is in the year 9999" } } };
        var info = new ErrorInfo { Reason = "time_out_of_range", Domain = "personalization" };

        var error = await FailAsync(new RpcException(StatusCode.InvalidArgument, "One event is wrong.", violation, info));

        Assert.Equal(violation, error.Detail<BadRequest>());
        Assert.Equal(info, error.Detail<ErrorInfo>());
        Assert.Null(error.Detail<RetryInfo>());
        Assert.Equal((int)StatusCode.InvalidArgument, error.Details!.Code);
    }

    [Fact]
    public async Task Details_too_large_for_headers_are_left_out_and_the_status_still_arrives()
    {
        var error = await FailAsync(new RpcException(StatusCode.InvalidArgument, "wrong", new ErrorInfo { Reason = new string('x', 10_000) }));

        Assert.Equal((StatusCode.InvalidArgument, "wrong"), (error.Code, error.Message));
        Assert.Null(error.Details);
    }

    [Fact]
    public async Task A_long_sentence_is_cut_rather_than_lost()
    {
        var error = await FailAsync(new RpcException(StatusCode.Internal, new string('ä', 100_000)));

        Assert.Equal(StatusCode.Internal, error.Code);
        Assert.Equal(new string('ä', 1024), error.Message);
    }

    [Fact]
    public async Task An_exception_becomes_Unknown_and_tells_nothing()
    {
        var error = await FailAsync(new InvalidOperationException("the password is swordfish"));

        Assert.Equal(StatusCode.Unknown, error.Code);
        Assert.DoesNotContain("swordfish", error.Message);
    }

    [Fact]
    public async Task A_handlers_own_cancellation_is_not_the_callers()
    {
        var error = await FailAsync(new OperationCanceledException());

        Assert.Equal(StatusCode.Unknown, error.Code);
    }

    [Fact]
    public async Task An_immediate_error_travels_in_the_headers_alone()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(
            Probe.One, (_, _) => throw new RpcException(StatusCode.NotFound, "nobody")));

        var answer = await RawCall.SendAsync(server, Probe.One.Path, new byte[5]);

        Assert.Equal(HttpStatusCode.OK, answer.Http);
        Assert.Equal("5", answer.Headers["grpc-status"]);
        Assert.Empty(answer.Trailers);
        Assert.Empty(answer.Body);
    }

    [Fact]
    public async Task An_error_after_messages_travels_in_the_trailers()
    {
        await using var server = await TestServer.StartAsync(services => services.ServerStream(Probe.Spread, async (_, pongs, _) =>
        {
            await pongs.WriteAsync(new Pong { Number = 1 });
            throw new RpcException(StatusCode.DataLoss, "the rest is lost");
        }));
        using var client = server.Connect();
        await using var pongs = client.ServerStreamAsync(Probe.Spread, new Ping(), cancellation: Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.True(await pongs.MoveNextAsync());
        var error = await Assert.ThrowsAsync<RpcException>(async () => await pongs.MoveNextAsync());

        Assert.Equal((StatusCode.DataLoss, "the rest is lost"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("/probe.Probe/Missing")]
    [InlineData("/no.Such/One")]
    [InlineData("/probe.probe/One")]
    [InlineData("/probe.Probe/one")]
    [InlineData("/probe.Probe/One/")]
    [InlineData("/")]
    public async Task A_path_that_is_not_exactly_a_methods_is_Unimplemented(string path)
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));

        var answer = await RawCall.SendAsync(server, path, new byte[5]);

        Assert.Equal((HttpStatusCode.OK, StatusCode.Unimplemented), (answer.Http, answer.Status));
    }

    [Fact]
    public void OK_cannot_be_thrown()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RpcException(StatusCode.OK, "fine"));
    }

    private static async Task<RpcException> FailAsync(Exception thrown)
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, (_, _) => throw thrown));
        using var client = server.Connect();
        return await Assert.ThrowsAsync<RpcException>(() => client.UnaryAsync(Probe.One, new Ping(), cancellation: Cancellation));
    }
}

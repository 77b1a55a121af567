using Personalization.Grpc;

namespace Personalization.Cli.Tests;

/// <summary>What a person is advised whose connection ended before an answer came.</summary>
public sealed class RefusalTests
{
    public static TheoryData<Exception> Losses => [new HttpRequestException(), new HttpRequestException(HttpRequestError.ResponseEnded), new TaskCanceledException()];

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task TLS_is_named_where_the_connection_ended_before_an_answer(Exception loss)
    {
        var notes = new StringWriter();

        var exitCode = await Refusal.Report(new RpcException(StatusCode.Unavailable, "Away.", loss), new Output(TextWriter.Null, notes, false, false));

        Assert.Equal(ExitCode.Unreachable, exitCode);
        Assert.Contains("https://", notes.ToString(), StringComparison.Ordinal);
    }
}

using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Cli.Tests;

public sealed class WatchTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string[] here = ["--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.All)];

    [Theory]
    [InlineData("version 1  ")]
    [InlineData("""{"kind":"user","id":""", "--json")]
    public async Task A_watch_tells_each_change_in_one_line_and_Ctrl_C_ends_it_well(string start, params string[] options)
    {
        var user = Sample.Fresh("user");
        await Send(user);
        using var stop = new CancellationTokenSource();
        var lines = new LineCount();
        var watch = CommandLine.Run(["profile", "user", user, "--watch", .. options, .. here], new Output(lines, TextWriter.Null, false, false), stop.Token);

        await lines.Reaches(1, watch);
        await Send(user);
        await lines.Reaches(2, watch);
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Ok, await watch);
        Assert.StartsWith(start, lines.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"import\"", lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_of_somebody_unknown_is_bad_and_one_of_the_past_makes_no_sense()
    {
        Assert.Equal(ExitCode.Bad, (await Personalize.Run(["profile", "user", "nobody", "--watch", .. here])).ExitCode);
        Assert.Equal(ExitCode.Usage, (await Personalize.Run(["profile", "user", "u", "--watch", "--at", "2026-03-01T09:30:00Z", .. here])).ExitCode);
    }

    private async Task Send(string user)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Ok, (await Personalize.Run(["send", folder.Write("events.ndjson", Sample.Failure(user)), .. here])).ExitCode);
    }

    /// <summary>Lets a test wait for a line.</summary>
    private sealed class LineCount : StringWriter
    {
        private readonly SemaphoreSlim written = new(0);
        private int seen;

        public override Task WriteLineAsync(string? value)
        {
            WriteLine(value);
            written.Release();
            return Task.CompletedTask;
        }

        public async Task Reaches(int lines, Task<ExitCode> watch)
        {
            for (; seen < lines; seen++)
            {
                var line = written.WaitAsync(TestContext.Current.CancellationToken);
                Assert.True(await Task.WhenAny(line, watch) == line, "The watch ended by itself.");
            }
        }
    }
}

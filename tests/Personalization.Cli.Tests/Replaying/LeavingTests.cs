namespace Personalization.Cli.Tests.Replaying;

/// <summary>Ctrl+C only leaves a replay, whenever it is pressed.</summary>
public sealed class LeavingTests
{
    private const string GoesOn =
        $"The replay {TakingServer.Id} goes on without you. `personalize replay watch {TakingServer.Id}` shows how far it is, `personalize replay cancel {TakingServer.Id}` stops it.\n";

    [Theory]
    [InlineData("verify")]
    [InlineData("what-if", "--catalog", "0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("--into", "demo/next")]
    [InlineData("resume", TakingServer.Id)]
    public async Task Left_while_the_server_takes_it_its_id_is_told(params string[] args)
    {
        using var stop = new CancellationTokenSource();
        await using var server = await TakingServer.Start(stop.CancelAsync);
        Assert.Equal((ExitCode.Ok, GoesOn), await Run(server, args, stop.Token));
    }

    [Fact]
    public async Task Stopped_before_the_server_was_asked_nothing_is_started()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await using var server = await TakingServer.Start(() => throw new InvalidOperationException("Nobody was to ask."));
        Assert.Equal((ExitCode.Bad, "stopped\n"), await Run(server, ["verify"], stop.Token));
    }

    private static async Task<(ExitCode, string Notes)> Run(TakingServer server, string[] args, CancellationToken stop)
    {
        var notes = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.Run(["replay", .. args, "--server", server.Address, "--key", "key"], new Output(TextWriter.Null, notes, false, false), stop);
        return (exitCode, notes.ToString());
    }
}

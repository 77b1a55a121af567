using System.CommandLine;
using Personalization.Cli.Replaying;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands.Replaying;

/// <summary><c>personalize replay list|watch|cancel|resume</c>: what is at work on the server.</summary>
internal static class JobCommands
{
    private static readonly CallOptions Call = new() { Timeout = Limits.CallTimeout };

    public static Command List(Output output)
    {
        var connection = new Connection();
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = connection.AddTo(new ExplainedCommand("list", "Lists the replays of the tenant, the newest first.", "personalize replay list") { json });
        command.SetAction(async (parsed, stop) =>
        {
            using var client = connection.Open(parsed);
            var answer = await client.UnaryAsync(Personalization.Grpc.V1.Replay.List, new ReplayListRequest(), Call, stop);
            await (parsed.GetValue(json) ? output.Results.WriteLineAsync(Json.OfAnswer(answer)) : TextTable.Write(output, JobText.Headings, [.. answer.Jobs.Select(JobText.Row)]));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    public static Command Watch(Output output) => Stay(
        output, "watch", "Shows how far a replay is until it ends, and then its result. Leaving with Ctrl+C lets it go on.", "personalize replay watch 3f9a0c11d2", (_, _) => Task.CompletedTask);

    public static Command Resume(Output output) => Stay(
        output, "resume", "Lets a replay that failed or was cancelled go on where it stood, and shows it.", "personalize replay resume 3f9a0c11d2",
        // Not with `stop`: it may go on already, which whoever leaves has to know.
        (client, id) => client.UnaryAsync(Personalization.Grpc.V1.Replay.Resume, new ReplayResumeRequest { Id = id }, Call, CancellationToken.None));

    public static Command Cancel(Output output)
    {
        var connection = new Connection();
        var id = Id();
        var command = connection.AddTo(new ExplainedCommand("cancel", "Stops a replay. What it has done stays; resume goes on with it.", "personalize replay cancel 3f9a0c11d2") { id });
        command.SetAction(async (parsed, stop) =>
        {
            using var client = connection.Open(parsed);
            await client.UnaryAsync(Personalization.Grpc.V1.Replay.Cancel, new ReplayCancelRequest { Id = parsed.GetValue(id)! }, Call, stop);
            await output.Results.WriteLineAsync($"cancelled: {parsed.GetValue(id)}");
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The replay's id, as `replay list` shows it." };

    private static ExplainedCommand Stay(Output output, string name, string description, string example, Func<GrpcClient, string, Task> before)
    {
        var connection = new Connection();
        var result = new ResultOptions(output);
        var id = Id();
        var json = new Option<bool>("--json") { Description = "Print how it ended as JSON." };
        var command = new ExplainedCommand(name, description, example) { id };
        result.AddTo(command);
        command.Add(json);
        connection.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            using var client = connection.Open(parsed);
            stop.ThrowIfCancellationRequested();
            await before(client, parsed.GetValue(id)!);
            var ended = await new JobFollower(client, output, TimeProvider.System).Follow(parsed.GetValue(id)!, stop);
            return (int)(ended is null ? ExitCode.Ok : await result.Write(parsed, client, ended, parsed.GetValue(json), stop));
        });
        return command;
    }
}

using System.CommandLine;
using Personalization.Cli.Replaying;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands.Replaying;

/// <summary>Starts a replay and stays with it, unless the command line says otherwise: shared by every command that starts one.</summary>
internal sealed class JobStart(Output output)
{
    private static readonly CallOptions Call = new() { Timeout = Limits.CallTimeout };

    private readonly Option<bool> detach = new("--detach") { Description = "Only start it, and print its id." };
    private readonly Option<bool> json = new("--json") { Description = "Print how it ended as JSON." };

    /// <summary>Makes the options part of a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(detach);
        command.Add(json);
    }

    /// <summary>Whether results are for programs.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>Starts it and follows it to its end.</summary>
    /// <returns>How it ended; null where the command is done already, with an exit code.</returns>
    public async Task<(ReplayJob? Ended, ExitCode ExitCode)> Run(ParseResult parsed, GrpcClient client, ReplayStartRequest request, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        // Not with `stop`: once the server is asked, the replay may be at work, and whoever leaves has to know its id.
        var answer = await client.UnaryAsync(Personalization.Grpc.V1.Replay.Start, request, Call, CancellationToken.None);
        if (answer.Job is not { } job)
        {
            foreach (var problem in answer.Problems)
            {
                await output.Results.WriteLineAsync(CatalogCommand.Render(problem, "error"));
            }

            await output.Results.WriteLineAsync($"{Counted.Of(answer.Problems.Count, "problem")} in the catalog; nothing was started");
            return (null, ExitCode.Bad);
        }

        if (parsed.GetValue(detach))
        {
            await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.OfAnswer(job) : job.Id);
            return (null, ExitCode.Ok);
        }

        return (await new JobFollower(client, output, TimeProvider.System).Follow(job.Id, stop), ExitCode.Ok);
    }
}

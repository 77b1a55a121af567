using System.CommandLine;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands.Replaying;

/// <summary><c>personalize replay verify</c>: whether every decision comes out again bit for bit.</summary>
internal static class VerifyCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var (scope, start, result) = (new ScopeOptions(), new JobStart(output), new ResultOptions(output));
        var command = new ExplainedCommand(
            "verify",
            "Recomputes every stored decision under the catalog that decided, and compares bit for bit. Ends with 1 where one differs.",
            "personalize replay verify",
            "personalize replay verify --subjects user:u1 --from 2026-03-01");
        scope.AddTo(command);
        result.AddTo(command);
        start.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var request = new ReplayStartRequest { Kind = ReplayKind.Verify };
            scope.Read(parsed, request);
            result.Check(parsed);
            using var client = connection.Open(parsed);
            var (ended, exitCode) = await start.Run(parsed, client, request, stop);
            return (int)(ended is null ? exitCode : await result.Write(parsed, client, ended, start.IsJson(parsed), stop));
        });
        return command;
    }
}

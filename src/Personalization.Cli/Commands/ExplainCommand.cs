using System.CommandLine;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize explain</c>: why this, and why not every other action of the surface?</summary>
internal static class ExplainCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var question = new Question();
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        var command = connection.AddTo(question.AddTo(new ExplainedCommand(
            "explain",
            "Asks why an action would be shown, and why not every other one. Changes nothing.",
            "personalize explain --user user-0001 --surface billing.banner") { json }));
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = connection.Open(parsed);
            var request = new ExplainRequest { Request = question.Read(parsed, DecideMode.Peek) };
            var answer = await client.UnaryAsync(Decisions.Explain, request, new CallOptions { Timeout = Limits.CallTimeout }, cancellation);
            if (parsed.GetValue(json))
            {
                await output.Results.WriteLineAsync(Json.OfAnswer(answer));
                return (int)ExitCode.Ok;
            }

            await output.Results.WriteAsync(DecisionText.Of(answer.Decision));
            await TextTable.Write(
                output, ["not shown", "stage", "code", "detail"], [.. answer.Rejected.Select(one => (string[])[one.Id, one.Stage, one.Code, one.Detail])]);
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

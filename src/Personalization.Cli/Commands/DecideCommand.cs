using System.CommandLine;
using Google.Protobuf;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize decide</c>: what should this person see here, now?</summary>
internal static class DecideCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var question = new Question();
        var serve = new Option<bool>("--serve") { Description = "The answer is going to be shown: record it and let caps count it. Without it nothing changes." };
        var requestId = new Option<string?>("--request-id") { Description = "With --serve: the same key within 24 hours gives the same decision." };
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        var command = connection.AddTo(question.AddTo(new Command("decide", "Asks what a person should see on a surface, and why.") { serve, requestId, json }));
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = question.Read(parsed, parsed.GetValue(serve) ? DecideMode.Serve : DecideMode.Peek);
            request.RequestId = parsed.GetValue(requestId) ?? "";
            using var client = connection.Open(parsed);
            var decision = await client.UnaryAsync(Decisions.Decide, request, cancellation: cancellation);
            await (parsed.GetValue(json)
                ? output.Results.WriteLineAsync(JsonFormatter.Default.Format(decision))
                : output.Results.WriteAsync(DecisionText.Of(decision)));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

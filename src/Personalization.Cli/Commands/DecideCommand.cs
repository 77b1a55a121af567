using System.CommandLine;
using Personalization.Grpc;
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
        var requestId = new Option<string?>("--request-id") { Description = "With --serve: the same id within 24 hours gives the same decision." };
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        var command = connection.AddTo(question.AddTo(new ExplainedCommand(
            "decide",
            "Asks what a person should see on a surface, and why.",
            "personalize decide --user user-0001 --surface home.card",
            "personalize decide --user user-0001 --surface home.card --at 2026-03-01T09:30:00Z",
            "personalize decide --user user-0001 --surface home.card --locale de --serve --request-id page-4711 --json") { serve, requestId, json }));
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = question.Read(parsed, parsed.GetValue(serve) ? DecideMode.Serve : DecideMode.Peek);
            request.RequestId = parsed.GetValue(requestId) ?? "";
            if (request.RequestId.Length > 0 && request.Mode != DecideMode.Serve)
            {
                throw new UsageException("--request-id says something with --serve only: without it nothing is recorded that could be given again.");
            }

            if (request.At is not null && request.Mode == DecideMode.Serve)
            {
                throw new UsageException("--at is a look at the past: leave --serve out.");
            }

            using var client = connection.Open(parsed);
            var decision = await client.UnaryAsync(Decisions.Decide, request, new CallOptions { Timeout = Limits.CallTimeout }, cancellation);
            await (parsed.GetValue(json)
                ? output.Results.WriteLineAsync(Json.OfAnswer(decision))
                : output.Results.WriteAsync(DecisionText.Of(decision)));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

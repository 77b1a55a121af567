using System.CommandLine;
using System.Globalization;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize decision</c>: what was served under this id, and does it come out again?</summary>
internal static class DecisionCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var id = new Argument<string>("id") { Description = "The id of a served decision." };
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        var command = connection.AddTo(new ExplainedCommand(
            "decision",
            "Shows a served decision, made again from the journal. Ends with 1 where that gives something else.",
            "personalize decision d5g4sw3k8b1tzr0a2r4m1gq4c") { id, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = connection.Open(parsed);
            var answer = await client.UnaryAsync(
                Decisions.Get, new DecisionsGetRequest { DecisionId = parsed.GetValue(id) }, new CallOptions { Timeout = Limits.CallTimeout }, cancellation);
            await (parsed.GetValue(json) ? output.Results.WriteLineAsync(Json.OfAnswer(answer)) : Write(output, answer));
            return (int)(answer.Identical ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static async Task Write(Output output, DecisionsGetResponse answer)
    {
        var subject = answer.UserId.Length > 0 ? $"user {answer.UserId}" : $"anonymous {answer.AnonymousId}";
        var account = answer.AccountId.Length > 0 ? $" of {answer.AccountId}" : "";
        await output.Results.WriteAsync(DecisionText.Of(answer.Decision));
        await output.Results.WriteLineAsync($"served to {subject}{account} on {answer.Surface} at {answer.Time.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}");
        await output.Results.WriteLineAsync(answer switch
        {
            { Identical: true } => "made again: identical, bit for bit",
            { NotRecomputed.Length: > 0 } => $"not made again: {answer.NotRecomputed}",
            _ => "made again: different",
        });
        await TextTable.Write(output, ["member", "stored", "made again"], [.. answer.Differences.Select(one => (string[])[one.Member, one.Stored, one.Recomputed])]);
    }
}

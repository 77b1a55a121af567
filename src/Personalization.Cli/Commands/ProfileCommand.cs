using System.CommandLine;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize profile</c>: the live state of a user, an account or a visitor.</summary>
internal static class ProfileCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var kind = new Argument<string>("kind") { Description = "user, account or anonymous" };
        kind.AcceptOnlyFromAmong("user", "account", "anonymous");
        var id = new Argument<string>("id") { Description = "The subject's id." };
        var json = new Option<bool>("--json") { Description = "Print it on one line, with the fields that are empty too." };
        var command = connection.AddTo(new ExplainedCommand(
            "profile", "Shows the live state of a subject as JSON.", "personalize profile user user-0001", "personalize profile account acct-001 --json") { kind, id, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = connection.Open(parsed);
            var request = new ProfilesGetRequest { Kind = Enum.Parse<SubjectKind>(parsed.GetValue(kind)!, ignoreCase: true), Id = parsed.GetValue(id) };
            var answer = await client.UnaryAsync(Profiles.Get, request, new CallOptions { Timeout = Limits.CallTimeout }, cancellation);
            await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.OfAnswer(answer.Profile) : Json.ForPeople(answer.Profile));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

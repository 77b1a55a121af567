using System.CommandLine;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize profile</c>: the state of a user, an account or a visitor, now or at a time.</summary>
internal static class ProfileCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var kind = new Argument<string>("kind") { Description = "user, account or anonymous" };
        kind.AcceptOnlyFromAmong("user", "account", "anonymous");
        var id = new Argument<string>("id") { Description = "The subject's id." };
        var past = new PastOptions();
        var json = new Option<bool>("--json") { Description = "Print it on one line, with the fields that are empty too." };
        var command = connection.AddTo(past.AddTo(new ExplainedCommand(
            "profile",
            "Shows the live state of a subject as JSON, or its state at a time.",
            "personalize profile user user-0001",
            "personalize profile user user-0001 --at 2026-03-01T09:30:00Z",
            "personalize profile account acct-001 --json") { kind, id, json }));
        command.SetAction(async (parsed, cancellation) =>
        {
            var (at, catalog) = past.Read(parsed);
            using var client = connection.Open(parsed);
            var request = new ProfilesGetRequest { Kind = Enum.Parse<SubjectKind>(parsed.GetValue(kind)!, ignoreCase: true), Id = parsed.GetValue(id), At = at, Catalog = catalog };
            var answer = await client.UnaryAsync(Profiles.Get, request, new CallOptions { Timeout = Limits.CallTimeout }, cancellation);
            await output.Results.WriteLineAsync(parsed.GetValue(json) ? ProfileJson.Of(answer) : ProfileJson.ForPeople(answer));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

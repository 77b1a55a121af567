using System.CommandLine;
using Google.Protobuf;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize profile</c>: the live state of a user, an account or a visitor.</summary>
internal static class ProfileCommand
{
    private static readonly JsonFormatter Indented = new(JsonFormatter.Settings.Default.WithIndentation());

    public static Command Create(Output output)
    {
        var connection = new Connection();
        var kind = new Argument<string>("kind") { Description = "user, account or anonymous" };
        kind.AcceptOnlyFromAmong("user", "account", "anonymous");
        var id = new Argument<string>("id") { Description = "The subject's id." };
        var json = new Option<bool>("--json") { Description = "Print it on one line." };
        var command = connection.AddTo(new Command("profile", "Shows the live state of a subject as JSON.") { kind, id, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = connection.Open(parsed);
            var request = new ProfilesGetRequest { Kind = Enum.Parse<SubjectKind>(parsed.GetValue(kind)!, ignoreCase: true), Id = parsed.GetValue(id) };
            var answer = await client.UnaryAsync(Profiles.Get, request, cancellation: cancellation);
            await output.Results.WriteLineAsync((parsed.GetValue(json) ? JsonFormatter.Default : Indented).Format(answer.Profile));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

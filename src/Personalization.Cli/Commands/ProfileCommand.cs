using System.CommandLine;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize profile</c>: the state of a user, an account or a visitor, now, at a time, or as it changes.</summary>
internal static class ProfileCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var kind = new Argument<string>("kind") { Description = "user, account or anonymous" };
        kind.AcceptOnlyFromAmong("user", "account", "anonymous");
        var id = new Argument<string>("id") { Description = "The subject's id." };
        var past = new PastOptions();
        var watch = new Option<bool>("--watch") { Description = "Stay, and write one line for each change until Ctrl+C; with --json the whole profile." };
        var json = new Option<bool>("--json") { Description = "Print it on one line, with the fields that are empty too." };
        var command = connection.AddTo(past.AddTo(new ExplainedCommand(
            "profile",
            "Shows the live state of a subject as JSON, its state at a time, or its changes as they come.",
            "personalize profile user user-0001",
            "personalize profile user user-0001 --at 2026-03-01T09:30:00Z",
            "personalize profile account acct-001 --json",
            "personalize profile user user-0001 --watch") { kind, id, watch, json }));
        command.SetAction(async (parsed, cancellation) =>
        {
            var (at, catalog) = past.Read(parsed);
            var of = Enum.Parse<SubjectKind>(parsed.GetValue(kind)!, ignoreCase: true);
            if (parsed.GetValue(watch) && at is not null)
            {
                throw new UsageException("--watch follows what happens from now on; leave --at out.");
            }

            using var client = connection.Open(parsed);
            if (parsed.GetValue(watch))
            {
                var subject = new ProfilesWatchRequest { Kind = of, Id = parsed.GetValue(id) };
                return (int)await new ProfileWatch(client, output, TimeProvider.System).Follow(subject, parsed.GetValue(json), cancellation);
            }

            var request = new ProfilesGetRequest { Kind = of, Id = parsed.GetValue(id), At = at, Catalog = catalog };
            var answer = await client.UnaryAsync(Profiles.Get, request, new CallOptions { Timeout = Limits.CallTimeout }, cancellation);
            await output.Results.WriteLineAsync(parsed.GetValue(json) ? ProfileJson.Of(answer) : ProfileJson.ForPeople(answer));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

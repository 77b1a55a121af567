using System.CommandLine;
using Personalization.Cli.Moving;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize move</c>: takes a user, an account or a visitor from one region to another.</summary>
internal static class MoveCommand
{
    private static readonly Option<string> From = new("--from") { Description = "The HTTP address of the server that has the subject.", Required = true };
    private static readonly Option<string> To = new("--to") { Description = "The HTTP address of the server of the other region.", Required = true };
    private static readonly Option<string?> Key = new("--key") { Description = "A key of the first server with the scope admin; otherwise PERSONALIZATION_API_KEY." };
    private static readonly Option<string?> ToKey = new("--to-key") { Description = "A key of the second server with the scope admin; otherwise PERSONALIZATION_TO_API_KEY." };

    public static Command Create(Output output)
    {
        var subject = new SubjectArguments();
        var command = subject.AddTo(new ExplainedCommand(
            "move",
            "Moves a subject to another region: its events travel, are verified there, and are erased here. Done again it goes on where it was cut short.",
            "personalize move user user-0001 --from https://eu.example.com --to https://us.example.com --key $EU_KEY --to-key $US_KEY"));
        foreach (var option in (Option[])[From, To, Key, ToKey])
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var (kind, id) = subject.Read(parsed);
            using var from = new RegionServer("--from", parsed.GetValue(From)!, KeyOf(parsed, Key, "PERSONALIZATION_API_KEY"), kind, id);
            using var to = new RegionServer("--to", parsed.GetValue(To)!, KeyOf(parsed, ToKey, "PERSONALIZATION_TO_API_KEY"), kind, id);
            try
            {
                await new SubjectMove(from, to, output.Results.WriteLineAsync).Run(cancellation);
                return (int)ExitCode.Ok;
            }
            catch (MoveException stopped)
            {
                await output.Notes.WriteLineAsync($"error {stopped.Code}: {stopped.Message}");
                if (stopped.IsOutOfReach)
                {
                    await output.Notes.WriteLineAsync("Until the same command is done again, the subject may be served in neither region.");
                }

                return (int)(stopped.IsOutOfReach ? ExitCode.Unreachable : ExitCode.Bad);
            }
        });
        return command;
    }

    private static string KeyOf(ParseResult parsed, Option<string?> option, string variable) =>
        (parsed.GetValue(option) ?? Environment.GetEnvironmentVariable(variable)) is { Length: > 0 } key ? key : throw new UsageException($"Give a key with {option.Name} or {variable}.");
}

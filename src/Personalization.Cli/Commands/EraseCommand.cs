using System.CommandLine;
using System.Globalization;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize erase</c>: destroys everything that is kept about a user, an account or a visitor.</summary>
internal static class EraseCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var subject = new SubjectArguments();
        var sure = new Option<bool>("--yes") { Description = "It cannot be undone: without this nothing is erased." };
        var json = new Option<bool>("--json") { Description = "Print the receipt as JSON." };
        var command = connection.AddTo(subject.AddTo(new ExplainedCommand(
            "erase",
            "Destroys everything that is kept about a subject, for good, and prints a receipt that does not name it.",
            "personalize erase user user-0001 --yes",
            "personalize erase anonymous 3f2c --yes --json") { sure, json }));
        command.SetAction(async (parsed, cancellation) =>
        {
            var (kind, id) = subject.Read(parsed);
            if (!parsed.GetValue(sure))
            {
                throw new UsageException("This cannot be undone. Add --yes to erase; `personalize export` writes down what there is before.");
            }

            using var client = connection.Open(parsed);

            // Reading and writing all that somebody ever did may take a while, and the server goes on anyway.
            var receipt = await client.UnaryAsync(Profiles.Erase, new ProfilesEraseRequest { Kind = kind, Id = id }, cancellation: cancellation);
            await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.OfAnswer(receipt) : string.Create(
                CultureInfo.InvariantCulture,
                $"erased: {receipt.Events} events and {receipt.DeadLetters} refused events. receipt {receipt.Receipt} of {receipt.ErasedAt.ToDateTime():yyyy-MM-dd'T'HH:mm:ss'Z'}"));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}

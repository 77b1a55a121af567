using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Personalization.Cli.Sending;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize send</c>: streams events of a file to a server.</summary>
internal static class SendCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var file = new Argument<string>("file") { Description = "NDJSON, one event in Segment's shape a line; - for standard input." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = connection.AddTo(new Command(
            "send",
            "Sends events and waits until each is durable. Stopped half-way? Run it again: what was taken before counts as a duplicate.") { file, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = connection.Open(parsed);
            using var input = OpenInput(parsed.GetValue(file)!);
            var sender = new EventSender(client, output);
            var sent = await sender.Send(input, cancellation);
            await output.Results.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new Dictionary<string, long>(StringComparer.Ordinal) { ["accepted"] = sent.Accepted, ["duplicates"] = sent.Duplicates, ["rejected"] = sent.Rejected })
                : string.Create(CultureInfo.InvariantCulture, $"{sent.Accepted} accepted, {sent.Duplicates} duplicates, {sent.Rejected} rejected"));
            return (int)(sent.Rejected == 0 ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static StreamReader OpenInput(string path)
    {
        if (path == "-")
        {
            return new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        }

        return File.Exists(path) ? new StreamReader(path, Encoding.UTF8) : throw new UsageException($"There is no file {path}.");
    }
}

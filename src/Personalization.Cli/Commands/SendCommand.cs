using System.CommandLine;
using System.Globalization;
using Personalization.Cli.Sending;
using Personalization.Grpc;
using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize send</c>: streams events of a file to a server.</summary>
internal static class SendCommand
{
    public static Command Create(Output output)
    {
        var connection = new Connection();
        var file = new Argument<string>("file") { Description = "NDJSON, plain or gzip, one event in Segment's shape a line; - for standard input." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = connection.AddTo(new ExplainedCommand(
            "send",
            "Sends events and waits until each is durable. Stopped half-way? Run it again: what was taken before counts as a duplicate.",
            "personalize send samples/saas/events.ndjson",
            "personalize simulate | personalize send - --json") { file, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = connection.Open(parsed);
            await using var input = OpenInput(parsed.GetValue(file)!);
            return (int)await Send(client, input, parsed.GetValue(json), output, cancellation);
        });
        return command;
    }

    internal static async Task<ExitCode> Send(GrpcClient client, Stream input, bool asJson, Output output, CancellationToken stop)
    {
        await using var source = await EventFile.Open(input, SourceFormat.Ndjson, after: 0, stop);
        var progress = new SendProgress(output, source.Share ?? 0, TimeProvider.System);
        using var sender = new EventSender(client, new SendNotes(output, progress), new SendOptions());
        try
        {
            await sender.Send(source, stop);
            progress.End();
            await Report(sender.Counts, asJson, output);
            return sender.Counts.Rejected == 0 ? ExitCode.Ok : ExitCode.Bad;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            progress.End();
            await Report(sender.Counts, asJson, output);
            await output.Notes.WriteLineAsync($"stopped: {Counted.Of(sender.Counts.Durable, "event")} durable. Run it again to send the rest.");
            return ExitCode.Bad;
        }
        catch (RpcException)
        {
            progress.End();
            if (sender.Counts.Durable > 0)
            {
                await output.Notes.WriteLineAsync($"broken off: at least {Counted.Of(sender.Counts.Durable, "event")} durable. Run it again to send the rest.");
            }

            throw;
        }
    }

    private static Task Report(SentCounts sent, bool asJson, Output output) => output.Results.WriteLineAsync(asJson
        ? Json.Of(new { sent.Accepted, sent.Duplicates, sent.Rejected })
        : string.Create(CultureInfo.InvariantCulture, $"{sent.Accepted:N0} accepted, {sent.Duplicates:N0} duplicates, {sent.Rejected:N0} rejected"));

    private static Stream OpenInput(string path)
    {
        if (path == "-")
        {
            return Console.OpenStandardInput();
        }

        try
        {
            return File.OpenRead(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Directory.Exists(path) ? $"{path} is a folder; give a file, or - for standard input." : $"The file {path} cannot be read: {unreadable.Message}");
        }
    }
}

using Personalization.Cli.Sending;
using Personalization.Grpc;
using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Backfilling;

/// <summary>One run of a backfill: opens the source where it goes on, sends it, and remembers how far it came.</summary>
internal sealed class Backfill(GrpcClient client, BackfillOrder order, Output output, TimeProvider clock)
{
    /// <summary>Runs to the end of the source, or until it is stopped.</summary>
    /// <param name="input">Standard input, where the order names it.</param>
    /// <param name="stop">Stops reading; what is under way is still acknowledged.</param>
    public async Task<BackfillSummary> Run(Stream input, CancellationToken stop)
    {
        if (order.Queue is { } queue)
        {
            WritablePlaces.Check(order);
            await using var messages = await QueueSource.Open(queue, clock, after: 0, stop);
            return await Run(messages, begin: null, keepBytes: File.Exists(order.RejectedPath) ? new FileInfo(order.RejectedPath).Length : 0, stop);
        }

        await using var file = order.HasPlace ? OpenFile(order.File!) : input;
        WritablePlaces.Check(order);
        var begin = order.HasPlace ? await FindBegin(file) : null;
        await using var source = await EventFile.Open(file, order.Format ?? EventFile.FormatOf(order.File!), begin?.Line ?? 0, stop);
        return await Run(source, begin, begin?.RejectedBytes ?? 0, stop);
    }

    private async Task<BackfillSummary> Run(IEventSource source, ProgressFile? begin, long keepBytes, CancellationToken stop)
    {
        var progress = new SendProgress(output, source.Share ?? 0, clock, begin?.Counts.Total ?? 0);
        using var rejected = new RejectedFile(order.RejectedPath, keepBytes);
        var log = new BackfillLog(new SendNotes(output, progress), rejected, begin, order.ProgressPath, clock);
        using var sender = new EventSender(client, log, new SendOptions(order.RatePerSecond, new SendPatience(), begin?.Counts ?? default) { Clock = clock });
        var isComplete = false;
        try
        {
            await sender.Send(source, stop);
            log.Begin();
            isComplete = true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Of a queue that is waited for this is the end. What was taken is durable or the broker's again.
            isComplete = order.Queue is { EndsWhenEmpty: false };
        }
        finally
        {
            log.Save();
            progress.End();
            await End(isComplete, sender.Counts);
        }

        return new BackfillSummary(sender.Counts, isComplete, sender.Counts.Rejected > 0 ? order.RejectedPath : null);
    }

    private async Task End(bool isComplete, SentCounts counts)
    {
        if (!isComplete)
        {
            await output.Notes.WriteLineAsync($"not all is loaded: {Counted.Of(counts.Durable, "event")} durable. Go on with: {order.Again}");
        }
        else if (order.HasPlace)
        {
            File.Delete(order.ProgressPath);
        }
    }

    private async Task<ProgressFile> FindBegin(Stream file)
    {
        var saved = ProgressFile.Read(order.ProgressPath);
        if (order.IsResumed && saved is not null)
        {
            return saved.File.Fits(file)
                ? saved
                : throw new UsageException($"{order.File} is not the file that was being loaded: its beginning is another, or it is shorter now. Without --resume it is loaded from its beginning.");
        }

        if (order.IsResumed || saved is not null)
        {
            await output.Notes.WriteLineAsync(saved is null
                ? $"There is no {order.ProgressPath} to go on from: {order.File} is loaded from its beginning."
                : $"An earlier run came to line {saved.Line}; --resume would go on there. {order.File} is loaded from its beginning.");
        }

        return ProgressFile.Begin(FileFingerprint.Of(file));
    }

    private static FileStream OpenFile(string path)
    {
        // A pipe would be waited for until somebody writes to it, and cannot be gone on with.
        if (FileIdentity.Of(path) is { IsFile: false } && !Directory.Exists(path))
        {
            throw new UsageException($"{path} is no file but a pipe or a device; give its content as standard input: personalize replay backfill - < {path}");
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

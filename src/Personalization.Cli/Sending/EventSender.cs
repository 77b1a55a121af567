using System.Threading.Channels;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Sending;

/// <summary>Streams events with a bounded number of batches under way, and counts what the server says of them.</summary>
internal sealed class EventSender(GrpcClient client, Output output, SendProgress progress)
{
    private readonly Channel<EventBatch> underWay = Channel.CreateBounded<EventBatch>(Limits.BatchesUnderWayMax);
    private long accepted, duplicates, rejected, unreadable;

    /// <summary>What is known to have become of the events so far.</summary>
    public SentCounts Counts => new(
        Volatile.Read(ref accepted), Volatile.Read(ref duplicates), Volatile.Read(ref rejected) + Volatile.Read(ref unreadable));

    /// <summary>Sends every line; returns when every batch has been acknowledged.</summary>
    /// <param name="input">NDJSON.</param>
    /// <param name="stop">No more lines are read; what is under way is still acknowledged.</param>
    /// <exception cref="RpcException">The server refused the whole stream, or it broke.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the end of the input.</exception>
    public async Task Send(Stream input, CancellationToken stop)
    {
        // Cancelled when the answers end, or a write to a server that takes no more would wait for ever.
        using var ended = new CancellationTokenSource();
        await using var call = client.Open(Events.IngestStream, cancellation: ended.Token);
        var acknowledged = Acknowledge(call, ended);
        try
        {
            await Write(new LineReader(input), call, stop);
        }
        catch (Exception broken) when (broken is RpcException || ended.IsCancellationRequested)
        {
            // The answers tell why the server ended the call; this side only knows that it did.
            await acknowledged;
            throw new RpcException(StatusCode.Internal, "The server ended the stream before its last event.");
        }
        catch (OperationCanceledException)
        {
            await call.CompleteAsync();
            await acknowledged;
            throw;
        }

        await call.CompleteAsync();
        await acknowledged;
    }

    private async Task Write(LineReader lines, ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationToken stop)
    {
        var batch = new EventBatch();
        while (await lines.Read(stop))
        {
            if (Parse(lines) is not { } one)
            {
                continue;
            }

            var size = one.CalculateSize();
            if (size > Limits.BatchBytesMax)
            {
                Reject(lines.Number, "The event is larger than a server takes.");
                continue;
            }

            if (batch.IsFullFor(size))
            {
                await Flush(batch, call);
                batch = new EventBatch();
            }

            batch.Add(one, size, lines.Number);
        }

        if (batch.Lines.Count > 0)
        {
            await Flush(batch, call);
        }
    }

    private Event? Parse(LineReader lines)
    {
        if (lines.IsTooLong)
        {
            Reject(lines.Number, $"The line is longer than {Limits.LineBytesMax / 1024} KiB.");
            return null;
        }

        if (lines.Line.Span.Trim(" \t\r"u8).IsEmpty)
        {
            return null;
        }

        try
        {
            return EventLine.Parse(lines.Line);
        }
        catch (FormatException wrong)
        {
            Reject(lines.Number, wrong.Message);
            return null;
        }
    }

    private void Reject(long line, string message)
    {
        Interlocked.Increment(ref unreadable);
        Note(line, message);
    }

    private async Task Flush(EventBatch batch, ClientCall<IngestStreamRequest, IngestStreamResponse> call)
    {
        batch.Request.Batch = (ulong)batch.Lines[0];
        await underWay.Writer.WriteAsync(batch);
        await call.WriteAsync(batch.Request);
    }

    private async Task Acknowledge(ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationTokenSource ended)
    {
        try
        {
            await foreach (var answer in call.ReadAllAsync())
            {
                var batch = await underWay.Reader.ReadAsync();
                Interlocked.Add(ref accepted, answer.Accepted);
                Interlocked.Add(ref duplicates, answer.Duplicates);
                Interlocked.Add(ref rejected, answer.Rejected.Count);
                foreach (var one in answer.Rejected)
                {
                    Note(batch.Lines[one.Index], string.Join(' ', ((string[])[one.Code, one.Path, one.Message]).Where(part => part.Length > 0)));
                }

                lock (output)
                {
                    progress.Draw(Counts);
                }
            }
        }
        finally
        {
            await ended.CancelAsync();
            underWay.Writer.TryComplete();
        }
    }

    private void Note(long line, string message)
    {
        lock (output)
        {
            progress.End();
            output.Notes.WriteLine($"line {line}: {message}");
        }
    }
}

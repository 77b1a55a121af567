using System.Threading.Channels;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Sending;

/// <summary>Streams events with a bounded number of batches under way, and counts what the server says of them.</summary>
internal sealed class EventSender(GrpcClient client, Output output)
{
    /// <summary>Enough to keep the server's group commit busy, few enough that stopping loses little work.</summary>
    private const int BatchesUnderWayMax = 8;

    private readonly Channel<EventBatch> underWay = Channel.CreateBounded<EventBatch>(BatchesUnderWayMax);
    private long accepted, duplicates, rejected, unreadable;

    /// <summary>Sends every line; returns when every batch has been acknowledged.</summary>
    /// <exception cref="RpcException">The server refused the whole stream, or it broke.</exception>
    public async Task<SentCounts> Send(TextReader lines, CancellationToken cancellation)
    {
        await using var call = client.Open(Events.IngestStream, cancellation: cancellation);
        var acknowledged = Acknowledge(call, cancellation);
        try
        {
            await Write(lines, call, cancellation);
        }
        catch (Exception ended) when (ended is RpcException or ChannelClosedException)
        {
            // The answers tell why the server ended the call; this side only knows that it did.
            await acknowledged;
            throw;
        }

        await call.CompleteAsync();
        await acknowledged;
        return new SentCounts(accepted, duplicates, rejected + unreadable);
    }

    private async Task Write(TextReader lines, ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationToken cancellation)
    {
        var batch = new EventBatch();
        for (long number = 1; await lines.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line) || await TryParse(line, number) is not { } one)
            {
                continue;
            }

            if (batch.IsFullFor(one))
            {
                await Flush(batch, call, cancellation);
                batch = new EventBatch();
            }

            batch.Add(one, number);
        }

        if (batch.Lines.Count > 0)
        {
            await Flush(batch, call, cancellation);
        }
    }

    private async Task<Event?> TryParse(string line, long number)
    {
        try
        {
            return EventLine.Parse(line);
        }
        catch (FormatException wrong)
        {
            unreadable++;
            await output.Notes.WriteLineAsync($"line {number}: {wrong.Message}");
            return null;
        }
    }

    private async Task Flush(EventBatch batch, ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationToken cancellation)
    {
        batch.Request.Batch = (ulong)batch.Lines[0];
        await underWay.Writer.WriteAsync(batch, cancellation);
        await call.WriteAsync(batch.Request);
    }

    private async Task Acknowledge(ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationToken cancellation)
    {
        try
        {
            await foreach (var answer in call.ReadAllAsync())
            {
                var batch = await underWay.Reader.ReadAsync(cancellation);
                accepted += answer.Accepted;
                duplicates += answer.Duplicates;
                rejected += answer.Rejected.Count;
                foreach (var one in answer.Rejected)
                {
                    await output.Notes.WriteLineAsync($"line {batch.Lines[one.Index]}: {one.Code} {one.Path} {one.Message}");
                }

                await ShowProgress();
            }
        }
        finally
        {
            underWay.Writer.TryComplete();
        }
    }

    private async Task ShowProgress()
    {
        if (output.IsTerminal)
        {
            await output.Notes.WriteAsync($"\r{accepted + duplicates:N0} events durable");
            await output.Notes.FlushAsync();
        }
    }
}

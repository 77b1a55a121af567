using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Sending;

/// <summary>Streams the events of a source with a bounded number of batches under way, and counts what the server says of them.</summary>
internal sealed class EventSender(GrpcClient client, ISendLog log, SendOptions options) : IDisposable
{
    private readonly BatchesUnderWay underWay = new();
    private readonly RateLimit pace = options.Pace();
    private EventBatch batch = new();
    private Task<RawEvent?>? reading;
    private SentCounts counts = options.Before;
    private double? share;

    /// <summary>What is known to have become of the events so far.</summary>
    public SentCounts Counts => counts;

    /// <summary>Sends every event; returns when every batch has been acknowledged.</summary>
    /// <param name="source">The events.</param>
    /// <param name="stop">No more events are read; what is under way is still acknowledged.</param>
    /// <exception cref="RpcException">The server refused the whole stream, or it broke and did not come back.</exception>
    /// <exception cref="SourceException">The source cannot be read on. What was read before has been sent.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the end of the source.</exception>
    public async Task Send(IEventSource source, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await SendOverOneCall(source, stop);
                return;
            }
            catch (RpcException broken)
            {
                if (options.Patience?.After(broken) is not { } pause)
                {
                    throw;
                }

                log.Waiting(broken.Message, pause);
                await Task.Delay(pause, options.Clock, stop);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => underWay.Dispose();

    private async Task SendOverOneCall(IEventSource source, CancellationToken stop)
    {
        // Cancelled when the answers end: a source that has nothing now is not waited for.
        using var ended = new CancellationTokenSource();
        // Not with `stop`: what is under way is still acknowledged.
        await using var call = client.Open(Events.IngestStream, cancellation: CancellationToken.None);
        var acknowledged = Acknowledge(source, call, ended);
        try
        {
            foreach (var again in underWay.All)
            {
                await call.WriteAsync(again.Request);
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, ended.Token);
            await Write(source, call, stop, either.Token);
        }
        catch (Exception broken) when (broken is RpcException || ended.IsCancellationRequested)
        {
            // The answers tell why the server ended the call; this side only knows that it did.
            await acknowledged;
            throw Ended();
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SourceException)
        {
            await call.CompleteAsync();
            await acknowledged;
            throw;
        }

        await call.CompleteAsync();
        await acknowledged;
        if (!underWay.IsEmpty)
        {
            throw Ended();
        }
    }

    private static RpcException Ended() => new(StatusCode.Internal, "The server ended the stream before its last event.");

    private async Task Write(IEventSource source, ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationToken stop, CancellationToken either)
    {
        try
        {
            while (await Read(source, call, stop, either) is { } raw)
            {
                await Take(raw, call, either);
            }
        }
        catch (SourceException)
        {
            await Flush(call, either);
            throw;
        }

        await Flush(call, either);
    }

    /// <summary>Reads on. A source that has nothing now does not keep back what it gave before.</summary>
    private async ValueTask<RawEvent?> Read(IEventSource source, ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationToken stop, CancellationToken either)
    {
        // A read that a broken call left behind goes on: what it gives would be lost otherwise.
        reading ??= source.Read(stop).AsTask();
        if (!reading.IsCompleted && batch.Count > 0 && await Task.WhenAny(reading, Task.Delay(Limits.BatchWait, options.Clock, either)) != reading)
        {
            either.ThrowIfCancellationRequested();
            await Flush(call, either);
        }

        var raw = await reading.WaitAsync(either);
        reading = null;
        share = source.Share;
        return raw;
    }

    private async ValueTask Take(RawEvent raw, ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationToken either)
    {
        var unfit = Fit(raw, out var one, out var size);
        if (batch.IsFullFor(size, options.BatchEventsMax))
        {
            // What was read is only good until the next read, and a broken call must not lose it.
            reading = Task.FromResult<RawEvent?>(raw);
            await Flush(call, either);
            reading = null;
        }

        if (unfit is not null)
        {
            batch.Add(unfit);
        }
        else
        {
            batch.Add(one!, size, raw);
        }
    }

    private static RejectedItem? Fit(in RawEvent raw, out Event? one, out int size)
    {
        (one, size) = (null, 0);
        if (raw.Problem is { } problem)
        {
            return new RejectedItem(raw.Number, problem.Code, problem.Path, problem.Message, raw.Json.ToArray());
        }

        try
        {
            one = EventLine.Parse(raw.Json);
            size = one.CalculateSize();
            return size <= Limits.BatchBytesMax ? null : new RejectedItem(raw.Number, "too_large", "", "The event is larger than a server takes.", raw.Json.ToArray());
        }
        catch (FormatException wrong)
        {
            return new RejectedItem(raw.Number, "unreadable", "", wrong.Message, raw.Json.ToArray());
        }
    }

    private async ValueTask Flush(ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationToken either)
    {
        if (batch.Count == 0)
        {
            return;
        }

        batch.Share = share;
        await pace.Take(batch.Count, either);
        await underWay.Add(batch, either);
        var request = batch.Request;
        request.Batch = (ulong)batch.Last;
        batch = new EventBatch();
        await call.WriteAsync(request);
    }

    private async Task Acknowledge(IEventSource source, ClientCall<IngestStreamRequest, IngestStreamResponse> call, CancellationTokenSource ended)
    {
        try
        {
            await foreach (var answer in call.ReadAllAsync())
            {
                var sent = underWay.Oldest();
                var rejected = sent.Rejected(answer).ToList();
                rejected.ForEach(log.Rejected);
                counts = counts with
                {
                    Accepted = counts.Accepted + answer.Accepted, Duplicates = counts.Duplicates + answer.Duplicates, Rejected = counts.Rejected + rejected.Count,
                };
                log.Settled(sent.Last, sent.Share, counts);
                await source.Settle(sent.Last, CancellationToken.None);
                underWay.Settle();
                options.Patience?.Renew();
            }
        }
        finally
        {
            await ended.CancelAsync();
        }
    }
}

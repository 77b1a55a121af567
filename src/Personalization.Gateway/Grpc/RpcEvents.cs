using Google.Protobuf.Collections;
using Personalization.Core;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Segment;
using Personalization.Gateway.Telemetry;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using RejectedMessage = Personalization.Grpc.V1.RejectedEvent;

namespace Personalization.Gateway.Grpc;

/// <summary>The service <c>personalization.v1.Events</c>.</summary>
internal sealed class RpcEvents(Intake intake, TimeProvider clock)
{
    /// <summary>Takes one batch.</summary>
    public async ValueTask<IngestResponse> Ingest(IngestRequest request, CallContext call)
    {
        CheckSize(request.CalculateSize());
        var report = await Take(request.Events, call);
        return new IngestResponse { Accepted = report.Accepted, Duplicates = report.Duplicates, Rejected = { report.Rejected.Select(ToMessage) } };
    }

    /// <summary>
    /// Takes batches one after the other, each acknowledged when it is durable. In turn, because an event may rely on the batch
    /// before it: the default account of a user is that of the latest group.
    /// </summary>
    public async ValueTask IngestStream(IAsyncEnumerable<IngestStreamRequest> requests, ResponseStream<IngestStreamResponse> responses, CallContext call)
    {
        await foreach (var request in requests)
        {
            CheckSize(request.CalculateSize());
            var report = await TakeMessage(request.Events, call);
            await responses.WriteAsync(new IngestStreamResponse
            {
                Batch = request.Batch,
                Accepted = report.Accepted,
                Duplicates = report.Duplicates,
                Rejected = { report.Rejected.Select(ToMessage) },
            });
        }
    }

    private async ValueTask<IntakeReport> TakeMessage(RepeatedField<Event> events, CallContext call)
    {
        using var span = MessageSpan.Start(call.Path);
        return await Take(events, call);
    }

    private async ValueTask<IntakeReport> Take(RepeatedField<Event> events, CallContext call)
    {
        if (events.Count > Limits.BatchEvents)
        {
            throw new Problem(ProblemCodes.TooManyEvents, "/events", $"A batch may have {Limits.BatchEvents} events.").ToException();
        }

        var receivedAt = Instant.From(clock.GetUtcNow());
        var items = new IntakeItem[events.Count];
        for (var at = 0; at < items.Length; at++)
        {
            items[at] = Read(events[at], receivedAt);
        }

        var report = await intake.Take(call.Caller().Tenant, receivedAt, items, at => RawOf(events[at]), call.Caller().Name, call.CancellationToken);
        return report.IsOk ? report.Value : throw report.Problem.ToException();
    }

    private static IntakeItem Read(Event message, Instant receivedAt)
    {
        var bytes = message.CalculateSize();
        if (bytes > Limits.EventBytes)
        {
            return new IntakeItem(message.MessageId, null, SegmentBody.TooLarge(bytes), default);
        }

        if (RpcEventMapper.Read(message, out var fields) is { } problem)
        {
            return new IntakeItem(message.MessageId, null, problem, default);
        }

        var built = EventBuilder.Build(fields, receivedAt);
        return new IntakeItem(message.MessageId, built.Value, built.Problem, default);
    }

    private static ReadOnlyMemory<byte> RawOf(Event message)
    {
        RpcEventMapper.Read(message, out var fields);
        return SegmentWriter.Write(fields);
    }

    private static void CheckSize(int bytes)
    {
        if (bytes > Limits.BatchBytes)
        {
            throw new Problem(ProblemCodes.BatchTooLarge, "", $"A batch may have {Limits.BatchBytes} bytes.").ToException();
        }
    }

    private static RejectedMessage ToMessage(Ingestion.RejectedEvent one) => new()
    {
        Index = one.Index,
        MessageId = one.MessageId ?? "",
        Code = one.Problem.Code,
        Path = one.Problem.Path,
        Message = one.Problem.Message,
    };
}

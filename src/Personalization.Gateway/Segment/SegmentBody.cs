using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Personalization.Core;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Segment;

/// <summary>Reads a whole body of the Segment endpoints: either everything is wrong with it, or each event is judged alone.</summary>
internal static class SegmentBody
{
    /// <summary>Reads a body that is one event.</summary>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="call">What the address says the event is.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <param name="items">The event, or what is wrong with it.</param>
    /// <returns>Null, or what is wrong with the body as a whole.</returns>
    public static Problem? ReadSingle(ReadOnlyMemory<byte> body, EventCall call, Instant receivedAt, out List<IntakeItem> items)
    {
        items = [];
        if (SegmentScan.Single(body.Span, out var scan) is { } problem)
        {
            return problem;
        }

        if (!scan.IsUtf8)
        {
            return Json.MalformedBody.InvalidUtf8(body.Span);
        }

        items.Add(ReadItem(body, scan, Range.All, call, receivedAt));
        return null;
    }

    /// <summary>Reads a body that is a batch.</summary>
    /// <inheritdoc cref="ReadSingle" path="/param"/>
    public static Problem? ReadBatch(ReadOnlyMemory<byte> body, Instant receivedAt, out List<IntakeItem> items)
    {
        items = [];
        if (SegmentScan.Batch(body.Span, out var scan) is { } problem)
        {
            return problem;
        }

        items.Capacity = scan.Events.Count;
        foreach (var range in scan.Events)
        {
            items.Add(ReadItem(body, scan, range, EventCall.Unknown, receivedAt));
        }

        return null;
    }

    /// <summary>Reads a message: one event with its type, or a batch, which is told by its member <c>batch</c>. What is wrong with the whole of it stands in the place of its events.</summary>
    public static List<IntakeItem> ReadMessage(ReadOnlyMemory<byte> body, Instant receivedAt)
    {
        List<IntakeItem> items = [];
        var problem = body.Length > Limits.BatchBytes ? new Problem(ProblemCodes.BatchTooLarge, "", $"The message is longer than {Limits.BatchBytes} bytes.")
            : SegmentScan.IsBatch(body.Span) ? ReadBatch(body, receivedAt, out items)
            : ReadSingle(body, EventCall.Unknown, receivedAt, out items);
        return problem is null ? items : [new IntakeItem(null, null, problem, body)];
    }

    /// <summary>Reads an event that was refused before; it carries its own type, or was refused for lack of it.</summary>
    public static IntakeItem ReadAgain(ReadOnlyMemory<byte> json, Instant receivedAt)
    {
        var problem = ReadSingle(json, EventCall.Unknown, receivedAt, out var items);
        return problem is null ? items[0] : new IntakeItem(null, null, problem, json);
    }

    /// <summary>An event with the type that its address named, so that it can be read again without the address. The first of two types holds.</summary>
    public static ReadOnlyMemory<byte> WithType(ReadOnlyMemory<byte> json, EventCall call)
    {
        var rest = json.Span[(json.Span.IndexOf((byte)'{') + 1)..].TrimStart(" \t\r\n"u8);
        var separator = rest.StartsWith("}"u8) ? "" : ",";
        var head = Encoding.UTF8.GetBytes($"{{\"type\":\"{call.ToString().ToLowerInvariant()}\"{separator}");
        return (byte[])[.. head, .. rest];
    }

    private static IntakeItem ReadItem(ReadOnlyMemory<byte> body, SegmentScan scan, Range range, EventCall call, Instant receivedAt)
    {
        var raw = body[range];
        var fields = new EventFields { Call = call, SentAt = scan.SentAt };
        if (!scan.IsUtf8 && !Utf8.IsValid(raw.Span))
        {
            return new IntakeItem(null, null, new Problem(ProblemCodes.InvalidUtf8, "", "The event holds bytes that are not UTF-8."), raw);
        }

        if (raw.Length > Limits.EventBytes)
        {
            return new IntakeItem(SegmentEvent.FindMessageId(raw.Span), null, TooLarge(raw.Length), raw);
        }

        if (ReadSharedContext(body.Span, scan, ref fields) is { } badContext)
        {
            return new IntakeItem(SegmentEvent.FindMessageId(raw.Span), null, badContext, raw);
        }

        if (SegmentEvent.Read(raw.Span, ref fields) is { } problem)
        {
            return new IntakeItem(fields.MessageId, null, problem, raw);
        }

        var built = EventBuilder.Build(fields, receivedAt);
        return new IntakeItem(fields.MessageId, built.Value, built.Problem, raw);
    }

    private static Problem? ReadSharedContext(ReadOnlySpan<byte> body, SegmentScan scan, ref EventFields fields)
    {
        if (scan.Context is not { } range)
        {
            return null;
        }

        var reader = new Utf8JsonReader(body[range], SegmentScan.Options);
        reader.Read();
        return SegmentContext.Read(ref reader, ref fields.Context);
    }

    /// <summary>The problem of an event that is too long.</summary>
    public static Problem TooLarge(int bytes) =>
        new(ProblemCodes.TooLarge, "", $"The event has {bytes} bytes; {Limits.EventBytes} are allowed.");
}

using System.Text.Json;
using System.Text.Unicode;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Segment;

/// <summary>Finds the events in a body, as ranges of bytes, and proves on the way that all of it is JSON.</summary>
internal sealed class SegmentScan
{
    /// <summary>No depth is too much to pass over: how deep values may be is judged for each event.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = Limits.BatchBytes };

    private SegmentScan(List<Range> events) => Events = events;

    /// <summary>Where the events lie.</summary>
    public List<Range> Events { get; }

    /// <summary>When the whole batch was sent, by the sender's clock; an event's own value goes before it.</summary>
    public Instant? SentAt { get; private set; }

    /// <summary>Where the context of the whole batch lies, for events without their own; default for none.</summary>
    public Range? Context { get; private set; }

    /// <summary>Whether every byte is UTF-8; if not, each event has to be checked alone.</summary>
    public bool IsUtf8 { get; private set; }

    /// <summary>Takes a whole body as one event.</summary>
    public static Problem? Single(ReadOnlySpan<byte> body, out SegmentScan scan)
    {
        scan = new SegmentScan([Range.EndAt(body.Length)]);
        return scan.Guard(body, static (ref Utf8JsonReader reader, SegmentScan _) =>
        {
            reader.Skip();
            return null;
        });
    }

    /// <summary>Takes a body as <c>{"batch":[…]}</c>.</summary>
    public static Problem? Batch(ReadOnlySpan<byte> body, out SegmentScan scan)
    {
        scan = new SegmentScan([]);
        return scan.Guard(body, static (ref Utf8JsonReader reader, SegmentScan found) => found.ReadBatch(ref reader));
    }

    /// <summary>Whether a body has a member <c>batch</c> before anything that is not JSON.</summary>
    public static bool IsBatch(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("batch"u8) < 0)
        {
            return false;
        }

        var reader = new Utf8JsonReader(body, Options);
        try
        {
            reader.Read();
            while (reader.TokenType != JsonTokenType.EndObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (JsonText.Is(ref reader, "batch"u8))
                {
                    return true;
                }

                reader.Read();
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads the body says where it is broken.
        }

        return false;
    }

    private delegate Problem? Read(ref Utf8JsonReader reader, SegmentScan scan);

    private Problem? Guard(ReadOnlySpan<byte> body, Read read)
    {
        IsUtf8 = Utf8.IsValid(body);
        var reader = new Utf8JsonReader(body, Options);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return JsonField.WrongType("", "an object", reader.TokenType);
            }

            var problem = read(ref reader, this);
            while (problem is null && reader.Read())
            {
                // Nothing may follow; the reader throws where something does.
            }

            return problem;
        }
        catch (JsonException error)
        {
            return MalformedBody.Problem(body, error);
        }
    }

    private Problem? ReadBatch(ref Utf8JsonReader reader)
    {
        var hasBatch = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (JsonText.Is(ref reader, "batch"u8))
            {
                hasBatch = true;
                if (ReadEvents(ref reader) is { } problem)
                {
                    return problem;
                }
            }
            else if (JsonText.Is(ref reader, "sentAt"u8))
            {
                reader.Read();
                Instant? sentAt = null;
                if (JsonField.SenderTime(ref reader, "/sentAt", ref sentAt) is { } problem)
                {
                    return problem;
                }

                SentAt = sentAt;
            }
            else
            {
                ReadOther(ref reader);
            }
        }

        return hasBatch ? null : new Problem(ProblemCodes.Required, "/batch", "A batch needs its list of events.");
    }

    private void ReadOther(ref Utf8JsonReader reader)
    {
        var isContext = JsonText.Is(ref reader, "context"u8);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        reader.Skip();
        Context = isContext && isObject ? start..(int)reader.BytesConsumed : Context;
    }

    private Problem? ReadEvents(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.WrongType("/batch", "a list", reader.TokenType);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Events.Count == Limits.BatchEvents)
            {
                return new Problem(ProblemCodes.TooManyEvents, "/batch", $"A batch may have {Limits.BatchEvents} events.");
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Events.Add(start..(int)reader.BytesConsumed);
        }

        return null;
    }
}

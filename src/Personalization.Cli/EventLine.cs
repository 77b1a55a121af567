using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Personalization.Grpc.V1;

namespace Personalization.Cli;

/// <summary>Reads one line of NDJSON in Segment's shape into an event message. What the event may hold is the server's business.</summary>
internal static class EventLine
{
    /// <exception cref="FormatException">The line is no such event; the message says why.</exception>
    public static Event Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : throw new FormatException("The line holds no JSON object.");
        }
        catch (JsonException malformed)
        {
            throw new FormatException("The line is no JSON: " + WithoutPlace(malformed.Message), malformed);
        }
        catch (InvalidOperationException malformed)
        {
            // What the parser leaves to whoever reads a text: bytes that are no UTF-8, and halves of surrogate pairs.
            throw new FormatException("The line holds a text that is no Unicode.", malformed);
        }
    }

    /// <summary>The parser calls every line 0; the number that counts is the reader's.</summary>
    private static string WithoutPlace(string message) =>
        message.IndexOf(" LineNumber: ", StringComparison.Ordinal) is >= 0 and var place ? message[..place] : message;

    private static Event Read(JsonElement root)
    {
        var read = new Event
        {
            MessageId = Text(root, "messageId"),
            Type = TypeOf(Text(root, "type")),
            UserId = Text(root, "userId"),
            AnonymousId = Text(root, "anonymousId"),
            GroupId = Text(root, "groupId"),
            PreviousId = Text(root, "previousId"),
            Event_ = Text(root, "event"),
            Name = Text(root, "name"),
            Properties = Fields(root, "properties"),
            Traits = Fields(root, "traits"),
        };
        if (root.TryGetProperty("context", out var context) && context.ValueKind == JsonValueKind.Object)
        {
            read.Context = Context(context);
        }

        if (root.TryGetProperty("timestamp", out var timestamp) && timestamp.ValueKind != JsonValueKind.Null)
        {
            read.Timestamp = Timestamp.FromDateTimeOffset(Time(timestamp));
        }

        return read;
    }

    private static EventType TypeOf(string name) => name switch
    {
        "track" => EventType.Track,
        "identify" => EventType.Identify,
        "group" => EventType.Group,
        "alias" => EventType.Alias,
        "page" => EventType.Page,
        "screen" => EventType.Screen,
        _ => throw new FormatException("`type` must be track, identify, group, alias, page or screen."),
    };

    private static DateTimeOffset Time(JsonElement text)
    {
        if (text.ValueKind != JsonValueKind.String || !text.TryGetDateTimeOffset(out var time))
        {
            throw new FormatException($"`timestamp` is no RFC 3339 time: {text}");
        }

        // Without an offset the parser assumes the zone of this machine; the sender meant UTC, as the server reads it too.
        var written = text.GetString()!;
        var clock = written.IndexOf('T', StringComparison.Ordinal);
        return clock >= 0 && written.AsSpan(clock).IndexOfAny("Z+-") >= 0 ? time : new DateTimeOffset(time.DateTime, TimeSpan.Zero);
    }

    private static EventContext Context(JsonElement context) => new()
    {
        Locale = Text(context, "locale"),
        Timezone = Text(context, "timezone"),
        GroupId = Text(context, "groupId"),
        Country = Text(Child(context, "location"), "country"),
        Region = Text(Child(context, "location"), "region"),
        DeviceType = Text(Child(context, "device"), "type"),
        Os = Text(Child(context, "os"), "name"),
        AppVersion = Text(Child(context, "app"), "version"),
        PagePath = Text(Child(context, "page"), "path"),
    };

    private static JsonElement Child(JsonElement element, string name) => element.TryGetProperty(name, out var child) ? child : default;

    private static string Text(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"`{name}` must be a text.");
    }

    private static Struct? Fields(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var fields) || fields.ValueKind == JsonValueKind.Null ? null
        : fields.ValueKind == JsonValueKind.Object ? Object(fields)
        : throw new FormatException($"`{name}` must be an object.");

    private static Struct Object(JsonElement element)
    {
        var read = new Struct();
        foreach (var member in element.EnumerateObject())
        {
            read.Fields[member.Name] = Convert(member.Value);
        }

        return read;
    }

    private static Value Convert(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Value.ForStruct(Object(element)),
        JsonValueKind.Array => Value.ForList([.. element.EnumerateArray().Select(Convert)]),
        JsonValueKind.String => Value.ForString(element.GetString()),
        JsonValueKind.Number => Value.ForNumber(Number(element)),
        JsonValueKind.True => Value.ForBool(true),
        JsonValueKind.False => Value.ForBool(false),
        _ => Value.ForNull(),
    };

    private static double Number(JsonElement element) =>
        element.GetDouble() is var number && double.IsFinite(number) ? number : throw new FormatException($"A number is too large: {element}");
}

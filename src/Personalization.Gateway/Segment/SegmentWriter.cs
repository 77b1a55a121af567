using System.Buffers;
using System.Text.Json;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Segment;

/// <summary>Writes an event that came by another protocol in Segment's JSON: the dead letters keep one form, which can be read again.</summary>
internal static class SegmentWriter
{
    /// <summary>Writes an event.</summary>
    public static ReadOnlyMemory<byte> Write(in EventFields fields)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes);
        writer.WriteStartObject();
        Text(writer, "type", fields.Call == EventCall.Unknown ? null : fields.Call.ToString().ToLowerInvariant());
        Text(writer, "messageId", fields.MessageId);
        Text(writer, "userId", fields.UserId);
        Text(writer, "anonymousId", fields.AnonymousId);
        Text(writer, "groupId", fields.GroupId);
        Text(writer, "previousId", fields.PreviousId);
        Text(writer, "event", fields.Event);
        Text(writer, "name", fields.Name);
        Text(writer, "timestamp", fields.Timestamp?.ToString());
        Map(writer, "properties", fields.Properties);
        Map(writer, "traits", fields.Traits);
        WriteContext(writer, fields.Context);
        writer.WriteEndObject();
        writer.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteContext(Utf8JsonWriter writer, in ContextFields context)
    {
        writer.WriteStartObject("context"u8);
        Text(writer, "locale", context.Locale);
        Text(writer, "timezone", context.TimeZone);
        Text(writer, "groupId", context.GroupId);
        Text(writer, "source", context.Source);
        Inner(writer, "device", "type", context.Device);
        Inner(writer, "os", "name", context.Os);
        Inner(writer, "app", "version", context.AppVersion);
        Inner(writer, "page", "path", context.PagePath);
        if (context.Consent is { } consent)
        {
            writer.WriteStartObject("consent"u8);
            Map(writer, "categoryPreferences", consent);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("location"u8);
        Text(writer, "country", context.Country);
        Text(writer, "region", context.Region);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Inner(Utf8JsonWriter writer, string name, string member, string? text)
    {
        writer.WriteStartObject(name);
        Text(writer, member, text);
        writer.WriteEndObject();
    }

    private static void Map(Utf8JsonWriter writer, string name, Core.Expressions.ValueMap? map)
    {
        if (map is not null)
        {
            writer.WritePropertyName(name);
            ValueWriter.Write(writer, map);
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            writer.WriteString(name, text);
        }
    }
}

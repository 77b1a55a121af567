using System.Globalization;
using System.Text.Json;

namespace Personalization.Samples.Saas;

/// <summary>One event of the history in the shape of Segment's <c>track</c>, <c>identify</c>, <c>group</c> and <c>page</c> calls.</summary>
public sealed record HistoryEvent
{
    /// <summary><c>track</c>, <c>identify</c>, <c>group</c> or <c>page</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The event's id; the same in every run with the same options.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The user, or null for an event about an account alone.</summary>
    public string? UserId { get; init; }

    /// <summary>The account.</summary>
    public string? GroupId { get; init; }

    /// <summary>The event's or the page's name; null for the other types.</summary>
    public string? Name { get; init; }

    /// <summary>Properties, or traits for <c>identify</c> and <c>group</c>: text, <see cref="long"/> or <see cref="bool"/>.</summary>
    public IReadOnlyList<(string Name, object Value)> Fields { get; init; } = [];

    /// <summary>Where it came from.</summary>
    public HistoryContext? Context { get; init; }

    /// <summary>Writes the event as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("type"u8, Type);
        writer.WriteString("messageId"u8, MessageId);
        writer.WriteString("timestamp"u8, Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        WriteText(writer, "userId", UserId);
        var isGroup = string.Equals(Type, "group", StringComparison.Ordinal);
        var isAboutAccountAlone = UserId is null;
        if (isGroup || isAboutAccountAlone)
        {
            WriteText(writer, "groupId", GroupId);
        }

        WriteText(writer, string.Equals(Type, "page", StringComparison.Ordinal) ? "name" : "event", Name);
        writer.WriteStartObject(isGroup || string.Equals(Type, "identify", StringComparison.Ordinal) ? "traits"u8 : "properties"u8);
        foreach (var (key, value) in Fields)
        {
            WriteField(writer, key, value);
        }

        writer.WriteEndObject();
        Context?.WriteTo(writer, isGroup || isAboutAccountAlone ? null : GroupId);
        writer.WriteEndObject();
    }

    internal static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteField(Utf8JsonWriter writer, string key, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(key, text);
                break;
            case long number:
                writer.WriteNumber(key, number);
                break;
            case bool flag:
                writer.WriteBoolean(key, flag);
                break;
            default:
                throw new InvalidOperationException($"The field {key} holds a {value.GetType().Name}.");
        }
    }
}

using System.Text.Json;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Keys;

/// <summary>Writes keys as JSON.</summary>
internal static class KeyWriter
{
    /// <summary>Writes a list of keys.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ApiKey> keys)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("keys"u8);
        foreach (var key in keys)
        {
            writer.WriteStartObject();
            WriteMembers(writer, key);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes a key that was just made, with its text.</summary>
    public static void Write(Utf8JsonWriter writer, CreatedKey created)
    {
        writer.WriteStartObject();
        WriteMembers(writer, created.Key);
        writer.WriteString("key"u8, created.Text);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, ApiKey key)
    {
        writer.WriteString("id"u8, key.Id);
        writer.WriteString("label"u8, key.Label);
        writer.WriteStartArray("scopes"u8);
        foreach (var scope in KeyScopeNames.Of(key.Scopes))
        {
            writer.WriteStringValue(scope);
        }

        writer.WriteEndArray();
        writer.WriteString("created"u8, key.Created.ToString());
        writer.WriteString("revoked"u8, key.Revoked?.ToString());
    }
}

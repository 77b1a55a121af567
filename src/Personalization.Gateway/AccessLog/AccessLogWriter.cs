using System.Text.Json;
using Personalization.Gateway.Json;
using Personalization.Journal.Control;

namespace Personalization.Gateway.AccessLog;

/// <summary>Writes the access log as JSON.</summary>
internal static class AccessLogWriter
{
    /// <summary>Writes a page.</summary>
    public static void Write(Utf8JsonWriter writer, AccessLogPage page)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("entries"u8);
        foreach (var stored in page.Entries)
        {
            Write(writer, stored);
        }

        writer.WriteEndArray();
        NextPage.Write(writer, page.Next);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StoredAccess stored)
    {
        var entry = stored.Entry;
        writer.WriteStartObject();
        writer.WriteNumber("id"u8, stored.Id);
        writer.WriteString("at"u8, entry.At.ToString());
        writer.WriteString("act"u8, entry.Act);
        writer.WriteString("status"u8, entry.Status);
        writer.WriteString("caller"u8, entry.Caller);
        writer.WriteString("callerName"u8, entry.CallerName);
        writer.WriteString("actor"u8, entry.Actor);
        writer.WriteString("kind"u8, entry.Kind?.ToString().ToLowerInvariant());
        writer.WriteString("subject"u8, entry.SubjectId);
        writer.WriteString("about"u8, entry.About);
        writer.WriteEndObject();
    }
}

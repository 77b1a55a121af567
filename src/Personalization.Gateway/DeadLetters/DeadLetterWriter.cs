using System.Text.Json;
using Personalization.Gateway.Json;
using Personalization.Journal.Control;

namespace Personalization.Gateway.DeadLetters;

/// <summary>Writes refused events as JSON.</summary>
internal static class DeadLetterWriter
{
    /// <summary>Writes a page.</summary>
    public static void Write(Utf8JsonWriter writer, DeadLetterPage page)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("deadLetters"u8);
        foreach (var stored in page.Letters)
        {
            Write(writer, stored);
        }

        writer.WriteEndArray();
        NextPage.Write(writer, page.Next);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StoredDeadLetter stored)
    {
        writer.WriteStartObject();
        WriteMembers(writer, stored);
        writer.WriteEndObject();
    }

    /// <summary>Writes the members of a letter into an object that the caller has begun.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, StoredDeadLetter stored)
    {
        var letter = stored.Letter;
        writer.WriteNumber("id"u8, stored.Id);
        writer.WriteString("receivedAt"u8, letter.Received.ToString());
        writer.WriteString("messageId"u8, letter.MessageId);
        writer.WriteString("code"u8, letter.Problem.Code);
        writer.WriteString("path"u8, letter.Problem.Path);
        writer.WriteString("message"u8, letter.Problem.Message);
        writer.WriteString("raw"u8, letter.Raw);
        writer.WriteBoolean("cut"u8, stored.IsCut);
    }
}

using System.Text.Json;
using Personalization.Replay.History;

namespace Personalization.Gateway.Profiles;

/// <summary>Writes profiles of the past as JSON: the members of a live one, and of when and by what they are.</summary>
internal static class PastProfileWriter
{
    /// <summary>Writes a profile.</summary>
    public static void Write(Utf8JsonWriter writer, PastProfile past)
    {
        writer.WriteStartObject();
        ProfileWriter.WriteMembers(writer, past.View);
        writer.WriteString("at"u8, past.At.ToString());
        writer.WriteString("catalog"u8, past.Catalog.Value);
        writer.WriteEndObject();
    }
}

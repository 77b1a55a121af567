using System.Text.Json;
using Personalization.Grains;

namespace Personalization.Gateway.Consents;

/// <summary>Writes what a person agrees to as JSON.</summary>
internal static class ConsentWriter
{
    /// <summary>Writes the answer to somebody who has said something.</summary>
    public static void WriteReceipt(Utf8JsonWriter writer, ProfileView view)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, view.Version);
        Write(writer, view.Consents);
        writer.WriteEndObject();
    }

    /// <summary>Writes the member <c>consents</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, ConsentView> consents)
    {
        writer.WriteStartObject("consents"u8);
        foreach (var (purpose, consent) in consents)
        {
            writer.WriteStartObject(purpose);
            writer.WriteString("state"u8, consent.IsGranted ? "granted"u8 : "denied"u8);
            writer.WriteString("said"u8, consent.Said?.ToString());
            writer.WriteString("source"u8, consent.Source);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}

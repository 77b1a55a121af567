using System.Text.Json;

namespace Personalization.Samples.Saas;

/// <summary>Where an event came from.</summary>
/// <param name="Locale">The language, such as <c>de-AT</c>.</param>
/// <param name="TimeZone">The IANA zone.</param>
/// <param name="Country">The country.</param>
/// <param name="Device"><c>desktop</c> or <c>mobile</c>.</param>
/// <param name="Os">The operating system.</param>
public sealed record HistoryContext(string Locale, string TimeZone, string Country, string Device, string Os)
{
    internal void WriteTo(Utf8JsonWriter writer, string? groupId)
    {
        writer.WriteStartObject("context"u8);
        HistoryEvent.WriteText(writer, "groupId", groupId);
        writer.WriteString("locale"u8, Locale);
        writer.WriteString("timezone"u8, TimeZone);
        writer.WriteStartObject("location"u8);
        writer.WriteString("country"u8, Country);
        writer.WriteEndObject();
        writer.WriteStartObject("device"u8);
        writer.WriteString("type"u8, Device);
        writer.WriteEndObject();
        writer.WriteStartObject("os"u8);
        writer.WriteString("name"u8, Os);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

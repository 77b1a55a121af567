using System.Text.Json;
using Personalization.Grains;

namespace Personalization.Gateway.Profiles;

/// <summary>Writes what was served, and what came of it.</summary>
internal static class ExposureWriter
{
    /// <summary>Writes the member <c>exposures</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, ExposureView> exposures)
    {
        writer.WriteStartObject("exposures"u8);
        foreach (var (action, exposure) in exposures)
        {
            WriteExposure(writer, action, exposure);
        }

        writer.WriteEndObject();
    }

    private static void WriteExposure(Utf8JsonWriter writer, string action, ExposureView exposure)
    {
        writer.WriteStartObject(action);
        writer.WriteNumber("served"u8, exposure.Served);
        writer.WriteString("lastServed"u8, exposure.LastServed?.ToString());
        writer.WriteStartObject("outcomes"u8);
        foreach (var (outcome, count) in exposure.Outcomes)
        {
            writer.WriteNumber(outcome, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

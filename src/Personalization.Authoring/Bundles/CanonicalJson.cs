using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Bundles;

/// <summary>The one form of a JSON value: keys in ordinal order, no blanks, the shortest form of numbers, UTF-8.</summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The bundle is never embedded in HTML; the relaxed encoder keeps texts readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a value that consists of what JSON has.</summary>
    public static byte[] Write(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, value);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Map:
                WriteMap(writer, value.AsMap);
                break;
            case ValueKind.List:
                writer.WriteStartArray();
                foreach (var item in value.AsList)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.String:
                writer.WriteStringValue(value.AsString);
                break;
            case ValueKind.Int:
                writer.WriteNumberValue(value.AsInt);
                break;
            case ValueKind.Double:
                writer.WriteNumberValue(value.AsDouble);
                break;
            case ValueKind.Bool:
                writer.WriteBooleanValue(value.AsBool);
                break;
            case ValueKind.Null:
                writer.WriteNullValue();
                break;
            default:
                throw new InvalidOperationException($"JSON has no {value.Kind}.");
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, ValueMap map)
    {
        writer.WriteStartObject();
        foreach (var entry in map.Entries.ToArray().OrderBy(entry => entry.Key.AsString, StringComparer.Ordinal))
        {
            writer.WritePropertyName(entry.Key.AsString);
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }
}

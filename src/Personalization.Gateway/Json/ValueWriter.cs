using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Gateway.Json;

/// <summary>Writes values as JSON. Times are RFC 3339 texts, lengths of time texts such as <c>1.02:03:04</c>, bytes base64.</summary>
internal static class ValueWriter
{
    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter writer, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                writer.WriteNullValue();
                break;
            case ValueKind.Bool:
                writer.WriteBooleanValue(value.AsBool);
                break;
            case ValueKind.Int:
                writer.WriteNumberValue(value.AsInt);
                break;
            case ValueKind.Uint:
                writer.WriteNumberValue(value.AsUint);
                break;
            case ValueKind.Double when double.IsFinite(value.AsDouble):
                writer.WriteNumberValue(value.AsDouble);
                break;
            case ValueKind.Bytes:
                writer.WriteBase64StringValue(value.AsBytes.Span);
                break;
            case ValueKind.List:
                WriteList(writer, value.AsList);
                break;
            case ValueKind.Map:
                Write(writer, value.AsMap);
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    /// <summary>Writes a map as an object.</summary>
    public static void Write(Utf8JsonWriter writer, ValueMap map)
    {
        writer.WriteStartObject();
        foreach (ref readonly var entry in map.Entries)
        {
            writer.WritePropertyName(entry.Key.ToString());
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, ReadOnlySpan<Value> items)
    {
        writer.WriteStartArray();
        foreach (ref readonly var item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }
}

using System.Globalization;
using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>Reads values from the JSON form of <c>cel.expr.Value</c>.</summary>
internal static class ProtoValue
{
    private const string TypePrefix = "type.googleapis.com/";

    /// <summary>Reads a value; false for messages, enums and types, which only some cases of the suite can have.</summary>
    public static bool TryRead(JsonElement json, out Value value)
    {
        var (kind, content) = ProtoJson.Only(json);
        value = kind switch
        {
            "bool_value" => Value.Bool(content.GetBoolean()),
            "int64_value" => Value.Int(long.Parse(Number(content), CultureInfo.InvariantCulture)),
            "uint64_value" => Value.Uint(ulong.Parse(Number(content), CultureInfo.InvariantCulture)),
            "double_value" => Value.Double(Double(content)),
            "string_value" => Value.String(content.GetString()!),
            "bytes_value" => Value.Bytes(Bytes(content.GetString()!)),
            _ => Value.Null,
        };
        return kind switch
        {
            "list_value" => TryReadList(content, out value),
            "map_value" => TryReadMap(content, out value),
            "object_value" => TryReadTime(content, out value),
            "null_value" => true,
            _ => !value.IsNull,
        };
    }

    private static bool TryReadList(JsonElement list, out Value value)
    {
        var elements = new List<Value>();
        foreach (var one in list.Each("values"))
        {
            if (!TryRead(one, out var element))
            {
                value = default;
                return false;
            }

            elements.Add(element);
        }

        value = Value.List([.. elements]);
        return true;
    }

    private static bool TryReadMap(JsonElement map, out Value value)
    {
        value = default;
        var entries = new List<KeyValuePair<Value, Value>>();
        foreach (var one in map.Each("entries"))
        {
            if (!one.Has("key", out var keyJson) || !one.Has("value", out var contentJson)
                || !TryRead(keyJson, out var key) || !TryRead(contentJson, out var content))
            {
                return false;
            }

            entries.Add(new KeyValuePair<Value, Value>(key, content));
        }

        value = Value.Map(new ValueMap([.. entries]));
        return true;
    }

    /// <summary>A timestamp or duration, the two messages that are types of the language.</summary>
    private static bool TryReadTime(JsonElement message, out Value value)
    {
        value = default;
        var type = message.Text("@type");
        if (type is not (TypePrefix + "google.protobuf.Timestamp" or TypePrefix + "google.protobuf.Duration"))
            return false;
        var function = type.EndsWith("Duration", StringComparison.Ordinal) ? "duration" : "timestamp";
        value = Written.Evaluate($"{function}('{message.Text("value")}')");
        return value.Kind != ValueKind.Error;
    }

    /// <summary>64-bit integers are texts in protobuf's JSON, but numbers are read too.</summary>
    private static string Number(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();

    private static double Double(JsonElement json) => Number(json) switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var digits => double.Parse(digits, CultureInfo.InvariantCulture),
    };

    /// <summary>Either alphabet of base64, padded or not.</summary>
    private static byte[] Bytes(string text)
    {
        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        return Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
    }
}

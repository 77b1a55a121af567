using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>Values in full, for the list of failures.</summary>
internal static class ValueText
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A wanted value.</summary>
    public static string Of(JsonElement json)
    {
        var (kind, content) = ProtoJson.Only(json);
        return ProtoValue.TryRead(json, out var value) ? Of(value)
            : kind == "type_value" ? $"type {content.GetString()}"
            : JsonSerializer.Serialize(json, Readable);
    }

    /// <summary>A value that came out.</summary>
    public static string Of(in Value value) => value.Kind switch
    {
        ValueKind.String => JsonSerializer.Serialize(value.AsString, Readable),
        ValueKind.Bytes => $"bytes {Convert.ToHexString(value.AsBytes.Span)}",
        ValueKind.List => $"[{string.Join(", ", value.AsList.ToArray().Select(element => Of(element)))}]",
        ValueKind.Map => $"{{{string.Join(", ", value.AsMap.Entries.ToArray().Select(entry => $"{Of(entry.Key)}: {Of(entry.Value)}"))}}}",
        ValueKind.Error => $"error: {value.AsError}",
        ValueKind.Null => "null",
        _ => $"{value.Kind.ToString().ToLowerInvariant()} {value}",
    };
}

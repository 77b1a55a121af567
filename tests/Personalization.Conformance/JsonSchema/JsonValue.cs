using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.JsonSchema;

/// <summary>JSON as values: whole numbers of 64 bits exactly, all others as doubles.</summary>
internal static class JsonValue
{
    public static Value Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Value.Map(new ValueMap(
            [.. element.EnumerateObject().Select(property => KeyValuePair.Create(Value.String(property.Name), Read(property.Value)))])),
        JsonValueKind.Array => Value.List([.. element.EnumerateArray().Select(Read)]),
        JsonValueKind.String => Value.String(element.GetString()!),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? Value.Int(whole)
            : element.TryGetUInt64(out var large) ? Value.Uint(large)
            : Value.Double(element.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => Value.Bool(element.GetBoolean()),
        _ => Value.Null,
    };
}

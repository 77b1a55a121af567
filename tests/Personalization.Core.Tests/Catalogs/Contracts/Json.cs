using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Catalogs.Contracts;

/// <summary>JSON text as values.</summary>
internal static class Json
{
    public static Value Read(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 200 });
        return Read(document.RootElement);
    }

    private static Value Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Value.Map(new ValueMap(
            [.. element.EnumerateObject().Select(property => KeyValuePair.Create(Value.String(property.Name), Read(property.Value)))])),
        JsonValueKind.Array => Value.List([.. element.EnumerateArray().Select(Read)]),
        JsonValueKind.String => Value.String(element.GetString()!),
        JsonValueKind.Number => Value.Number(element.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => Value.Bool(element.GetBoolean()),
        _ => Value.Null,
    };
}

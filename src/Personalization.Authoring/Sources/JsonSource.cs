using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Sources;

/// <summary>JSON as nodes, for the canonical bundle and the published schema: machines wrote it, so it has no places.</summary>
internal static class JsonSource
{
    /// <summary>Reads JSON text.</summary>
    /// <exception cref="JsonException">It is not JSON, or nests too deep.</exception>
    public static SourceNode Read(ReadOnlyMemory<byte> utf8, string name)
    {
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = Limits.DepthMax + 8 });
        return Read(document.RootElement, SourcePlace.Whole(name));
    }

    private static SourceNode Read(JsonElement element, SourcePlace place) => element.ValueKind switch
    {
        JsonValueKind.Object => SourceNode.Map(
            place, [.. element.EnumerateObject().Select(property => new SourceEntry(property.Name, place, Read(property.Value, place)))]),
        JsonValueKind.Array => SourceNode.List(place, [.. element.EnumerateArray().Select(item => Read(item, place))]),
        JsonValueKind.String => SourceNode.Leaf(place, Value.String(element.GetString()!)),
        JsonValueKind.Number => SourceNode.Leaf(place, Value.Number(element.GetDouble())),
        JsonValueKind.True or JsonValueKind.False => SourceNode.Leaf(place, Value.Bool(element.GetBoolean())),
        _ => SourceNode.Leaf(place, Value.Null),
    };
}

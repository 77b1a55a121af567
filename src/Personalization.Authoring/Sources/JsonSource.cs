using System.Text.Json;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Sources;

/// <summary>JSON as nodes, for the canonical bundle and the published schema: machines wrote it, so it has no places.</summary>
internal static class JsonSource
{
    /// <summary>Reads JSON text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="name">What problems call it.</param>
    /// <param name="allowsRepeats">Whether a property may be there twice; then the last one holds, as in JavaScript.</param>
    /// <exception cref="JsonException">It is not JSON, or nests too deep.</exception>
    public static SourceNode Read(ReadOnlyMemory<byte> utf8, string name, bool allowsRepeats = false)
    {
        var options = new JsonDocumentOptions { MaxDepth = Limits.DepthMax + 8, AllowDuplicateProperties = allowsRepeats };
        try
        {
            using var document = JsonDocument.Parse(utf8, options);
            return Read(document.RootElement, SourcePlace.Whole(name));
        }
        catch (InvalidOperationException exception)
        {
            // What the parser leaves to whoever reads a text: bytes that are no UTF-8, and halves of surrogate pairs.
            throw new JsonException("It holds a text that is no Unicode.", exception);
        }
    }

    private static SourceNode Read(JsonElement element, SourcePlace place) => element.ValueKind switch
    {
        JsonValueKind.Object => SourceNode.Map(
            place,
            [
                .. element.EnumerateObject().Reverse().DistinctBy(property => property.Name).Reverse()
                    .Select(property => new SourceEntry(property.Name, place, Read(property.Value, place))),
            ]),
        JsonValueKind.Array => SourceNode.List(place, [.. element.EnumerateArray().Select(item => Read(item, place))]),
        JsonValueKind.String => SourceNode.Leaf(place, Value.String(element.GetString()!)),
        JsonValueKind.Number => SourceNode.Leaf(place, Value.Number(element.GetDouble())),
        JsonValueKind.True or JsonValueKind.False => SourceNode.Leaf(place, Value.Bool(element.GetBoolean())),
        _ => SourceNode.Leaf(place, Value.Null),
    };
}

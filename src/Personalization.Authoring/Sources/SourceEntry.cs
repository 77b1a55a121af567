namespace Personalization.Authoring.Sources;

/// <summary>A key of a map with its value.</summary>
/// <param name="Key">The key as text.</param>
/// <param name="KeyPlace">Where the key stands.</param>
/// <param name="Value">The value.</param>
internal sealed record SourceEntry(string Key, SourcePlace KeyPlace, SourceNode Value)
{
    /// <summary>The key as a node, for keys that are names of something.</summary>
    public SourceNode Name => SourceNode.Leaf(KeyPlace, Core.Expressions.Value.String(Key));
}

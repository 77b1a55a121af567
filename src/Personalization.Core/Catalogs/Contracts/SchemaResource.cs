using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>A schema document, or a part of one that has an <c>$id</c> of its own.</summary>
/// <param name="Uri">What references to it resolve to; empty for a document without <c>$id</c>.</param>
/// <param name="Pointer">Where it stands in the whole document.</param>
/// <param name="Root">The schema.</param>
internal sealed record SchemaResource(string Uri, string Pointer, Value Root)
{
    /// <summary>The places that <c>$anchor</c> names, as pointers into the whole document.</summary>
    public Dictionary<string, (string Pointer, Value Schema)> Anchors { get; } = new(StringComparer.Ordinal);
}

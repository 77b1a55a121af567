using System.Globalization;
using Personalization.Authoring.Sources;

namespace Personalization.Authoring.Shapes;

/// <summary>What lies at a JSON pointer of a file, as far as the pointer leads to something.</summary>
/// <param name="Node">The deepest node on the way.</param>
/// <param name="Name">Its key or index.</param>
/// <param name="KeyPlace">The place of its key; for items of a list and the root, of the node itself.</param>
/// <param name="Definition">The definition that it belongs to: the node below a section.</param>
internal sealed record NodePath(SourceNode Node, string Name, SourcePlace KeyPlace, SourceNode Definition)
{
    private const int DefinitionDepth = 2;

    /// <summary>Follows the names from a root.</summary>
    public static NodePath Find(SourceNode root, ReadOnlySpan<string> names)
    {
        var found = new NodePath(root, "", root.Place, root);
        for (var depth = 1; depth <= names.Length; depth++)
        {
            if (Step(found.Node, names[depth - 1]) is not { } next)
            {
                return found;
            }

            found = new NodePath(next.Value, next.Key, next.KeyPlace, depth <= DefinitionDepth ? next.Value : found.Definition);
        }

        return found;
    }

    private static SourceEntry? Step(SourceNode from, string name)
    {
        if (!from.IsList)
        {
            return from.Entry(name);
        }

        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < from.Items.Count
            ? new SourceEntry(name, from.Items[at].Place, from.Items[at])
            : null;
    }
}

using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>items</c>: every item of a list satisfies the schema.</summary>
internal sealed class ItemsKeyword(SchemaNode items) : Keyword
{
    /// <summary>The schema of the items.</summary>
    public SchemaNode Items => items;

    public override bool Check(in Value value, Violations? found)
    {
        if (value.Kind != ValueKind.List)
        {
            return true;
        }

        var holds = true;
        var list = value.AsList;
        for (var at = 0; at < list.Length; at++)
        {
            found?.Enter(at);
            holds &= items.Check(list[at], found);
            found?.Leave();
            if (!holds && (found is null || found.IsFull))
            {
                return false;
            }
        }

        return holds;
    }
}

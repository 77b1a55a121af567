using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>items</c>: every item of a list after those of <c>prefixItems</c> satisfies the schema.</summary>
internal sealed class ItemsKeyword(int prefix, SchemaNode items) : Keyword
{
    /// <summary>The schema of the items.</summary>
    public SchemaNode Items => items;

    /// <summary>How many items at the front are not its matter.</summary>
    public int Prefix => prefix;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.List)
        {
            return true;
        }

        var holds = true;
        var list = value.AsList;
        for (var at = prefix; at < list.Length; at++)
        {
            holds &= check.Member(items, list[at], at);
            if (!holds && check.IsSettled)
            {
                return false;
            }
        }

        check.Evaluated.AddThrough(list.Length);
        return holds;
    }
}

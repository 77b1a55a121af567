using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>prefixItems</c>: the first items of a list satisfy the schema of their place.</summary>
internal sealed class PrefixItemsKeyword(SchemaNode[] prefix) : Keyword
{
    /// <summary>The schemas by place.</summary>
    public SchemaNode[] Prefix => prefix;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.List)
        {
            return true;
        }

        var holds = true;
        var list = value.AsList;
        var end = Math.Min(prefix.Length, list.Length);
        for (var at = 0; at < end; at++)
        {
            holds &= check.Member(prefix[at], list[at], at);
            if (!holds && check.IsSettled)
            {
                return false;
            }
        }

        check.Evaluated.AddThrough(end);
        return holds;
    }
}

using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary>
/// <c>unevaluatedItems</c>: items that no keyword beside it or in a schema that holds for the same list has looked at satisfy this schema.
/// </summary>
internal sealed class UnevaluatedItemsKeyword(SchemaNode schema) : Keyword
{
    public override bool NeedsEvaluated => true;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.List)
        {
            return true;
        }

        var holds = true;
        var list = value.AsList;
        for (var at = 0; at < list.Length; at++)
        {
            if (check.Evaluated.Contains(at))
            {
                continue;
            }

            check.Evaluated.Add(at);
            holds &= check.Member(schema, list[at], at);
            if (!holds && check.IsSettled)
            {
                return false;
            }
        }

        return holds;
    }
}

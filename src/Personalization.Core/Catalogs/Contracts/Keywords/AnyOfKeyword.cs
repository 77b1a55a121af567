using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>anyOf</c>: the value satisfies at least one schema.</summary>
internal sealed class AnyOfKeyword(SchemaNode[] any) : Keyword
{
    /// <summary>The alternatives.</summary>
    public SchemaNode[] Alternatives => any;

    public override IEnumerable<SchemaNode> InPlace => any;

    public override SchemaTypes Types => any.Aggregate(SchemaTypes.None, (types, schema) => types | schema.Types);

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        var holds = false;
        foreach (var schema in any)
        {
            holds |= check.Try(schema, value);
            if (holds && !check.Evaluated.IsTracking)
            {
                return true;
            }
        }

        return holds || (check.Found is not null && Violated(check.Found, "no_alternative", Alternative.Describe(any, value, check.Found)));
    }
}

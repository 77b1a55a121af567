using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>oneOf</c>: the value satisfies exactly one schema.</summary>
internal sealed class OneOfKeyword(SchemaNode[] one) : Keyword
{
    /// <summary>The alternatives.</summary>
    public SchemaNode[] Alternatives => one;

    public override IEnumerable<SchemaNode> InPlace => one;

    public override SchemaTypes Types => one.Aggregate(SchemaTypes.None, (types, schema) => types | schema.Types);

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        var holding = -1;
        for (var at = 0; at < one.Length; at++)
        {
            if (!check.Try(one[at], value))
            {
                continue;
            }

            if (holding >= 0)
            {
                return check.Found is not null && Violated(
                    check.Found, "several_alternatives", $"Must satisfy exactly one of {one.Length} alternatives, but satisfies numbers {holding + 1} and {at + 1}.");
            }

            holding = at;
        }

        return holding >= 0 || (check.Found is not null && Violated(check.Found, "no_alternative", Alternative.Describe(one, value, check.Found)));
    }
}

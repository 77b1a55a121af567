using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>: how many items satisfy the schema.</summary>
internal sealed class ContainsKeyword(SchemaNode schema, long min, long max) : Keyword
{
    /// <summary>The schema that items are counted by.</summary>
    public SchemaNode Schema => schema;

    /// <summary>The fewest that may satisfy it.</summary>
    public long Min => min;

    /// <summary>The most that may satisfy it.</summary>
    public long Max => max;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.List)
        {
            return true;
        }

        var count = 0L;
        var list = value.AsList;
        for (var at = 0; at < list.Length; at++)
        {
            if (check.Test(schema, list[at]))
            {
                count++;
                check.Evaluated.Add(at);
            }
        }

        if (count < min)
        {
            return check.Found is not null && Violated(check.Found, "too_few_matches", $"At least {min} items must satisfy `contains`, but {count} do.");
        }

        return count <= max
            || (check.Found is not null && Violated(check.Found, "too_many_matches", $"At most {max} items may satisfy `contains`, but {count} do."));
    }
}

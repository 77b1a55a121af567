using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>minItems</c>, <c>maxItems</c>, <c>minProperties</c> and <c>maxProperties</c>.</summary>
internal sealed class CountKeyword(long bound, bool isMinimum, ValueKind counted) : Keyword
{
    /// <summary>The bound.</summary>
    public long Bound => bound;

    /// <summary>Whether the bound is a lower one.</summary>
    public bool IsMinimum => isMinimum;

    /// <summary>What is counted: lists or maps.</summary>
    public ValueKind Counted => counted;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != counted)
        {
            return true;
        }

        var count = counted == ValueKind.List ? value.AsList.Length : value.AsMap.Count;
        if (isMinimum ? count >= bound : count <= bound)
        {
            return true;
        }

        if (check.Found is not { } found)
        {
            return false;
        }

        var noun = counted == ValueKind.List ? "items" : "properties";
        return isMinimum
            ? Violated(found, $"too_few_{noun}", $"Must have at least {bound} {noun}, but has {count}.")
            : Violated(found, $"too_many_{noun}", $"Must have at most {bound} {noun}, but has {count}.");
    }
}

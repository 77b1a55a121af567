using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>minimum</c>, <c>maximum</c>, <c>exclusiveMinimum</c> and <c>exclusiveMaximum</c>.</summary>
internal sealed class BoundKeyword(Value bound, bool isMinimum, bool isExclusive) : Keyword
{
    /// <summary>The bound.</summary>
    public Value Bound => bound;

    /// <summary>Whether the bound is a lower one.</summary>
    public bool IsMinimum => isMinimum;

    /// <summary>Whether the bound itself is out of range.</summary>
    public bool IsExclusive => isExclusive;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (!JsonNumber.IsNumber(value))
        {
            return true;
        }

        var order = JsonNumber.Compare(value, bound);
        var holds = isMinimum ? order > 0 : order < 0;
        return holds || (order == 0 && !isExclusive)
            || (check.Found is not null && Violated(check.Found, "out_of_range", $"Must be {Describe()} {bound}, but is {value}."));
    }

    private string Describe() => (isMinimum, isExclusive) switch
    {
        (true, false) => "at least",
        (true, true) => "more than",
        (false, false) => "at most",
        (false, true) => "less than",
    };
}

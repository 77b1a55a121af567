using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>minimum</c>, <c>maximum</c>, <c>exclusiveMinimum</c> and <c>exclusiveMaximum</c>.</summary>
internal sealed class BoundKeyword(Value bound, bool isMinimum, bool isExclusive) : Keyword
{
    public override bool Check(in Value value, Violations? found)
    {
        if (!JsonNumber.IsNumber(value))
        {
            return true;
        }

        var order = JsonNumber.Compare(value, bound);
        var holds = isMinimum ? order > 0 : order < 0;
        return holds || (order == 0 && !isExclusive)
            || (found is not null && Violated(found, "out_of_range", $"Must be {Describe()} {bound}, but is {value}."));
    }

    private string Describe() => (isMinimum, isExclusive) switch
    {
        (true, false) => "at least",
        (true, true) => "more than",
        (false, false) => "at most",
        (false, true) => "less than",
    };
}

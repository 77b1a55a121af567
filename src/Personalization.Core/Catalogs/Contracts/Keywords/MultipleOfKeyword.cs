using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>multipleOf</c>: the number divided by this one leaves nothing.</summary>
internal sealed class MultipleOfKeyword(Value divisor) : Keyword
{
    public override bool Check(in Value value, Violations? found) =>
        !JsonNumber.IsNumber(value) || JsonNumber.IsMultiple(value, divisor)
            || (found is not null && Violated(found, "not_a_multiple", $"Must be a multiple of {divisor}, but is {value}."));
}

using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>multipleOf</c>: the number divided by this one leaves nothing.</summary>
internal sealed class MultipleOfKeyword(Value divisor) : Keyword
{
    /// <summary>The divisor.</summary>
    public Value Divisor => divisor;

    public override bool Check(in Value value, ref SchemaCheck check) =>
        !JsonNumber.IsNumber(value) || JsonNumber.IsMultiple(value, divisor)
            || (check.Found is not null && Violated(check.Found, "not_a_multiple", $"Must be a multiple of {divisor}, but is {value}."));
}

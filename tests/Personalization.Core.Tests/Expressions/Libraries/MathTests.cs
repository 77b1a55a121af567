using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions.Libraries;

public sealed class MathTests
{
    [Theory]
    [InlineData("math.greatest(3)", "3")]
    [InlineData("math.greatest(1, 3u, 2.5)", "3u")]
    [InlineData("math.greatest(1, 1.0)", "1")]
    [InlineData("math.greatest([1.5, -2.0])", "1.5")]
    [InlineData("math.least(1, 3u, -2.5)", "-2.5")]
    [InlineData("math.least([2, 1, 3])", "1")]
    [InlineData("math.ceil(-1.2)", "-1.0")]
    [InlineData("math.floor(-1.2)", "-2.0")]
    [InlineData("math.round(2.5)", "3.0")]
    [InlineData("math.round(-2.5)", "-3.0")]
    [InlineData("math.round(0.49999999999999994)", "0.0")]
    [InlineData("math.trunc(-1.9)", "-1.0")]
    [InlineData("math.abs(-7)", "7")]
    [InlineData("math.abs(7u)", "7u")]
    [InlineData("math.sign(-0.5)", "-1.0")]
    [InlineData("math.sign(0u)", "0u")]
    [InlineData("math.sqrt(2)", "1.4142135623730951")]
    [InlineData("math.isNaN(math.sqrt(-1.0))", "true")]
    [InlineData("math.isInf(-1.0 / 0.0)", "true")]
    [InlineData("math.isFinite(1.0)", "true")]
    [InlineData("math.bitAnd(12, 10)", "8")]
    [InlineData("math.bitOr(12u, 10u)", "14u")]
    [InlineData("math.bitXor(12, 10)", "6")]
    [InlineData("math.bitNot(0u)", "18446744073709551615u")]
    [InlineData("math.bitShiftLeft(1, 63)", "-9223372036854775808")]
    [InlineData("math.bitShiftLeft(1, 64)", "0")]
    [InlineData("math.bitShiftRight(-1, 63)", "1")]
    public void Math_functions_give_these_values(string call, string expected) => Extension.AssertSame(call, expected);

    [Theory]
    [InlineData("math.greatest([])", "no numbers")]
    [InlineData("math.greatest(1.0, 0.0 / 0.0)", "NaN has no order")]
    [InlineData("math.greatest(1, dyn('a'))", "no such overload")]
    [InlineData("math.abs(-9223372036854775808)", "overflow")]
    [InlineData("math.bitShiftLeft(1, -1)", "0 or more")]
    [InlineData("math.ceil(dyn(1))", "no such overload")]
    [InlineData("math.isNaN(dyn(true))", "no such overload")]
    [InlineData("math.bitAnd(1, dyn(1u))", "no such overload")]
    public void What_has_no_value_is_an_error(string call, string words) => Extension.AssertError(call, words);

    [Fact]
    public void Any_number_of_fields_is_compared() =>
        Assert.Equal(Value.Int(7), Cel.Evaluate("math.greatest(user.count, 3, 5, math.least(user.count, 4))", new Cel(7)));

    [Theory]
    [InlineData("math.greatest(1, user.role) == 1", "`math.greatest` does not take a string")]
    [InlineData("math.abz(1) == 1", "unknown function `math.abz`; did you mean `math.abs`?")]
    [InlineData("math.ceil(1) == 1.0", "`math.ceil` does not take an int")]
    public void A_wrong_call_is_told_before_it_runs(string source, string message) =>
        Assert.Contains(message, Cel.Problem(source).Message, StringComparison.Ordinal);
}

using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class ArithmeticTests
{
    [Theory]
    [InlineData("42 + -7", 35)]
    [InlineData("-4 - 2 - 1", -7)]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("47 % 5", 2)]
    [InlineData("-42 % -5", -2)]
    [InlineData("43 / -5", -8)]
    [InlineData("--5", 5)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Ints_are_computed_exactly(string source, long expected) => Assert.Equal(Value.Int(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData("9223372036854775807 + 1")]
    [InlineData("-9223372036854775808 - 1")]
    [InlineData("5000000000 * 5000000000")]
    [InlineData("-9223372036854775808 / -1")]
    [InlineData("-(-9223372036854775808)")]
    [InlineData("0u - 1u")]
    [InlineData("18446744073709551615u + 1u")]
    [InlineData("5000000000u * 5000000000u")]
    public void Overflow_is_an_error_and_never_wraps(string source) => Assert.Equal("integer overflow", Cel.Evaluate(source).AsError);

    [Theory]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("1u / 0u", "division by zero")]
    [InlineData("1 % 0", "modulus by zero")]
    [InlineData("user.count / user.count", "division by zero")]
    public void Division_by_zero_is_an_error(string source, string error) => Assert.Equal(error, Cel.Evaluate(source).AsError);

    [Theory]
    [InlineData("15.75 / 0.0", double.PositiveInfinity)]
    [InlineData("0.0625 / 0.002", 31.25)]
    [InlineData("-(-1.25)", 1.25)]
    public void Doubles_follow_ieee_754(string source, double expected) => Assert.Equal(Value.Double(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData("timestamp('2009-02-13T23:00:00Z') + duration('1h30m')", "2009-02-14T00:30:00Z")]
    [InlineData("duration('-1ns') + timestamp('2009-02-13T23:00:00Z')", "2009-02-13T22:59:59.999999999Z")]
    [InlineData("timestamp('2026-03-01T01:00:00+02:00') - duration('500ms')", "2026-02-28T22:59:59.500Z")]
    public void A_duration_shifts_a_timestamp(string source, string expected) => Assert.Equal(expected, Cel.Evaluate(source).ToString());

    [Theory]
    [InlineData("timestamp('2026-03-02T00:00:00Z') - timestamp('2026-03-01T00:00:00.000000001Z')", "86399.999999999s")]
    [InlineData("duration('1h') + duration('-90m')", "-1800s")]
    [InlineData("-duration('1.5s')", "-1.5s")]
    public void Durations_are_exact_to_the_nanosecond(string source, string expected) => Assert.Equal(expected, Cel.Evaluate(source).ToString());

    [Theory]
    [InlineData("timestamp('0001-01-01T00:00:00Z') + duration('-1ns')")]
    [InlineData("timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')")]
    [InlineData("duration('200000000000s') + duration('200000000000s')")]
    [InlineData("timestamp('10000-01-01T00:00:00Z')")]
    public void Times_out_of_range_are_errors(string source) => Assert.Equal(ValueKind.Error, Cel.Evaluate(source).Kind);

    [Fact]
    public void Texts_and_lists_are_joined_by_plus()
    {
        Assert.Equal(Value.String("ab"), Cel.Evaluate("'a' + 'b'"));
        Assert.Equal(Value.List([Value.Int(1), Value.Int(2)]), Cel.Evaluate("[1] + [2]"));
    }
}

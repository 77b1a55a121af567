using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class ComparisonTests
{
    [Theory]
    [InlineData("dyn(1) == 1.0", true)]
    [InlineData("dyn(1u) == 1", true)]
    [InlineData("dyn(2u) == 1.0", false)]
    [InlineData("[1] == [dyn(1.0)]", true)]
    [InlineData("{1: 'a'} == {dyn(1u): 'a'}", true)]
    [InlineData("0.0 / 0.0 == 0.0 / 0.0", false)]
    [InlineData("0.0 / 0.0 != 0.0 / 0.0", true)]
    [InlineData("dyn('1') == 1", false)]
    [InlineData("dyn(1) == null", false)]
    [InlineData("[1, 2] != [2, 1]", true)]
    public void Equality_compares_numbers_across_types_and_nothing_else(string source, bool expected) =>
        Assert.Equal(Value.Bool(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData("1 < 1.5", true)]
    [InlineData("-1 < 0u", true)]
    [InlineData("18446744073709551615u > -1.0", true)]
    [InlineData("dyn(9223372036854775807) < 9223372036854775808.0", false)]
    [InlineData("dyn(9223372036854775807) < 9223372036854777857.0", true)]
    [InlineData("1.0 < 0.0 / 0.0", false)]
    [InlineData("1.0 >= 0.0 / 0.0", false)]
    [InlineData("user.ratio >= 1", false)]
    [InlineData("user.ratio < 9007199254740993", true)]
    public void Order_holds_between_all_numbers(string source, bool expected) => Assert.Equal(Value.Bool(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData("'Abc' < 'aBC'", true)]
    [InlineData("'abc' < 'abcd'", true)]
    [InlineData(@"'\uFFFB' < '\U0001F62C'", true)]
    [InlineData("b'a' < b'b'", true)]
    [InlineData("false < true", true)]
    [InlineData("duration('1m') > duration('59s')", true)]
    [InlineData("timestamp('2026-01-01T00:00:00Z') <= timestamp('2026-01-01T01:00:00+01:00')", true)]
    public void Order_of_texts_is_that_of_code_points(string source, bool expected) => Assert.Equal(Value.Bool(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData("[0] < [1]")]
    [InlineData("null < null")]
    [InlineData("'foo' <= 1024")]
    [InlineData("any < 'a'")]
    public void Types_without_an_order_have_no_overload(string source) => Assert.Equal("no such overload", Cel.EvaluateUnchecked(source).AsError);

    [Theory]
    [InlineData("3 in [1, 2, 3]", true)]
    [InlineData("dyn(3.0) in [1u, 3u]", true)]
    [InlineData("7 in []", false)]
    [InlineData("'a' in {'a': 1}", true)]
    [InlineData("'admin' in ['admin', 'member']", true)]
    public void In_finds_elements_and_keys(string source, bool expected) => Assert.Equal(Value.Bool(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData("==", false, true, false)]
    [InlineData("!=", true, false, true)]
    [InlineData("<", true, false, false)]
    [InlineData("<=", true, true, false)]
    [InlineData(">", false, false, true)]
    [InlineData(">=", false, true, true)]
    public void Compiled_and_constant_comparisons_agree(string relation, bool below, bool same, bool above)
    {
        var expected = new[] { below, same, above };
        for (var count = 1; count <= 3; count++)
        {
            var context = new Cel(count, count, count.ToString(), Now: CelTimestamp.From(new Instant(count * 1000)));
            foreach (var source in new[] { "user.count {0} 2", "user.ratio {0} 2.0", "user.role {0} '2'", "now {0} timestamp(2)", "user.spent {0} duration('2s')", "any {0} 2" })
            {
                var text = source.Replace("{0}", relation);
                Assert.True(Cel.Evaluate(text, context) == Value.Bool(expected[count - 1]), text);
                Assert.True(Cel.Evaluate($"{text} && true", context) == Value.Bool(expected[count - 1]), text);
            }
        }
    }

    [Fact]
    public void Fields_compare_with_fields() =>
        Assert.Equal(Value.Bool(true), Cel.Evaluate("user.count == user.count && user.role == user.role && now - now == duration('0')"));
}

using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class OptionalTests
{
    [Theory]
    [InlineData("optional.of(1).hasValue() && !optional.none().hasValue() && optional.of(1).value() == 1")]
    [InlineData("!optional.ofNonZeroValue(0).hasValue() && optional.ofNonZeroValue('a').value() == 'a'")]
    [InlineData("{'a': {'b': 1}}.?a.?b.orValue(0) == 1 && {'a': {'b': 1}}.?a.b == optional.of(1) && {'a': {}}.?a.b == optional.none()")]
    [InlineData("[1, 2][?1].orValue(0) == 2 && [1][?5].orValue(9) == 9 && {1: 'x'}[?1u].orValue('') == 'x'")]
    [InlineData("[?optional.of(1), ?optional.none(), 2] == [1, 2] && {?'a': optional.none(), 'b': 1} == {'b': 1}")]
    [InlineData("optional.of(2).optMap(x, x * 2) == optional.of(4) && optional.none().optMap(x, x) == optional.none()")]
    [InlineData("optional.of([1]).optFlatMap(x, x[?0]) == optional.of(1)")]
    [InlineData("optional.unwrap([optional.of(1), optional.none()]) == [1] && [optional.of(2)].unwrapOpt() == [2]")]
    [InlineData("[1, 2].first() == optional.of(1) && [1, 2].last() == optional.of(2) && [].first() == optional.none()")]
    [InlineData("type(optional.of(1)) == optional_type && optional.of(1) == optional.of(1u) && optional.none() != optional.of(1)")]
    [InlineData("has({'a': 1}.?a) || user.?role.orValue('nobody') == 'nobody' && user.?count.orValue(5) == 2")]
    public void Optionals_do_what_they_say(string source) =>
        Assert.Equal(Value.Bool(true), Cel.EvaluateUnchecked(source, new Cel(Count: 2)));

    [Fact]
    public void The_other_side_is_evaluated_only_where_there_is_no_value()
    {
        Assert.Equal(Value.Int(1), Cel.Evaluate("optional.of(1).orValue(1 / (user.count - user.count))"));
        Assert.Equal(Value.Error("division by zero"), Cel.Evaluate("[1][?user.count].orValue(1 / (user.count - user.count))", new Cel(Count: 3)));
    }

    [Fact]
    public void The_value_of_none_is_an_error() =>
        Assert.Equal(Value.Error("the optional has no value"), Cel.Evaluate("optional.none().value()"));

    [Theory]
    [InlineData("[?1] == [1]", 2, "behind `?` stands an optional, not an int")]
    [InlineData("user.count.optMap(x, x) == optional.of(1)", 0, "an optional stands here, not an int")]
    [InlineData("optional.of(1).optFlatMap(x, x).hasValue()", 29, "an optional is made here, not an int")]
    [InlineData("optional.of('a').orValue(1) == 'a'", 17, "`orValue` does not take an optional_type(string) and an int")]
    public void What_is_no_optional_is_told_with_its_place(string source, int offset, string message)
    {
        var problem = Cel.Problem(source);
        Assert.Equal((offset, message), (problem.Span.Offset, problem.Message));
    }
}

using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class LogicTests
{
    private const string Failing = "1 / user.count > 0";

    [Theory]
    [InlineData($"{Failing} || true", true)]
    [InlineData($"true || {Failing}", true)]
    [InlineData($"{Failing} && false", false)]
    [InlineData($"false && {Failing}", false)]
    [InlineData($"false || {Failing} || !user.active", true)]
    [InlineData($"({Failing} && false) || true", true)]
    [InlineData($"!({Failing}) || true", true)]
    public void A_part_that_decides_absorbs_an_error_on_either_side(string source, bool expected) =>
        Assert.Equal(Value.Bool(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData($"{Failing} && true")]
    [InlineData($"true && {Failing}")]
    [InlineData($"false || {Failing}")]
    [InlineData($"!({Failing})")]
    [InlineData($"({Failing}) == true")]
    [InlineData($"({Failing}) ? true : true")]
    [InlineData("(1 / user.count) == (user.active || !user.active ? 1 : 2)")]
    [InlineData("[1 / user.count, user.active || !user.active ? 1 : 2] == [1]")]
    public void An_error_that_nothing_absorbs_is_the_result(string source) => Assert.Equal("division by zero", Cel.Evaluate(source).AsError);

    [Theory]
    [InlineData("1 / user.count == 2 ? true : user.paths.exists(path, path == '/2')")]
    [InlineData("(1 / user.count == 2) == user.paths.exists(path, path == '/2')")]
    [InlineData("(1 / user.count == 2) == user.paths.all(path, path == '/2')")]
    public void A_loop_over_the_texts_of_a_field_does_not_absorb_an_error_from_before_it(string source) =>
        Assert.Equal("division by zero", Cel.Evaluate(source.Replace("1 / user.count", "1 / (user.count - 3)", StringComparison.Ordinal), new Cel(3)).AsError);

    [Fact]
    public void The_first_error_is_the_one_that_is_told() =>
        Assert.Equal("division by zero", Cel.Evaluate($"{Failing} && 1 % user.count > 0").AsError);

    [Theory]
    [InlineData("user.active ? 1 / 0 : 2", 2)]
    [InlineData("false ? 1 : true ? 2 : 3", 2)]
    public void A_choice_evaluates_one_side_only(string source, long expected) => Assert.Equal(Value.Int(expected), Cel.Evaluate(source));

    [Theory]
    [InlineData("false && 32", false)]
    [InlineData("'horses' || true", true)]
    [InlineData("nobody || true", true)]
    [InlineData("unheard_of(17) || true", true)]
    [InlineData("nobody.method() || true", true)]
    public void Unchecked_mistakes_are_errors_that_can_be_absorbed(string source, bool expected) =>
        Assert.Equal(Value.Bool(expected), Cel.EvaluateUnchecked(source));

    [Theory]
    [InlineData("!0")]
    [InlineData("any && true")]
    public void A_condition_that_is_no_bool_has_no_overload(string source) =>
        Assert.Equal("no such overload", Cel.EvaluateUnchecked(source).AsError);

    [Fact]
    public void A_failing_condition_does_not_hold() => Assert.False(Cel.Condition(Failing).Holds(new Cel()));

    [Fact]
    public void A_dynamic_condition_holds_if_it_is_true()
    {
        Assert.True(Cel.Condition("dyn(user.active)").Holds(new Cel(Active: true)));
        Assert.False(Cel.Condition("dyn(user.active)").Holds(new Cel()));
    }
}

using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class CostTests
{
    private static readonly string Hundred = $"[{string.Join(",", Enumerable.Range(0, 100))}]";

    [Theory]
    [InlineData("L.all(a, L.all(b, L.all(c, a + b + c >= 0)))")]
    [InlineData("L.exists(a, L.exists(b, L.exists(c, a + b + c < 0)))")]
    [InlineData("L.exists_one(a, L.exists_one(b, L.exists_one(c, a + b + c == 5)))")]
    [InlineData("L.map(a, L.map(b, L.map(c, a + b + c))).size() > 0")]
    [InlineData("L.transformMap(a, b, L.transformMap(c, d, L.transformMap(e, f, a))).size() > 0")]
    [InlineData("L.all(a, L.all(b, L.all(c, a + b + c >= 0))) || false")]
    [InlineData("L.map(a, L.map(b, 'x')).all(x, L.map(a, L.map(b, 'x')).all(y, x == y))")]
    public void An_evaluation_that_costs_too_much_ends_with_an_error(string source) =>
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate(source.Replace("L", Hundred, StringComparison.Ordinal)));

    [Theory]
    [InlineData("[x, x]")]
    [InlineData("{'a': x, 'b': x}")]
    [InlineData("[optional.of(x), optional.of(x)]")]
    public void A_value_that_doubles_with_every_binding_ends_with_an_error(string doubled)
    {
        var open = string.Concat(Enumerable.Repeat($"cel.bind(x, {doubled}, ", 40));
        var source = $"cel.bind(x, [user.count], {open}x == x{new string(')', 41)}";
        Assert.Equal(Value.Error("the value grew too large"), Cel.EvaluateUnchecked(source));
    }

    [Theory]
    [InlineData('[', ']', "L == L")]
    [InlineData('[', ']', "L in [L]")]
    [InlineData('[', ']', "'%s'.format([L]) == ''")]
    [InlineData('[', ']', "optional.of(L).optMap(x, optional.of(x)) == optional.of(L)")]
    public void A_value_that_nests_deeper_than_any_text_can_write_it_ends_with_an_error(char open, char close, string asked)
    {
        var nested = Enumerable.Range(0, Limits.ExpressionBlockMax)
            .Select(at => new string(open, 90) + (at == 0 ? "user.count" : $"cel.index({at - 1})") + new string(close, 90));
        var last = $"cel.index({Limits.ExpressionBlockMax - 1})";
        var source = $"cel.block([{string.Join(",", nested)}], {asked.Replace("L", last, StringComparison.Ordinal)})";
        Assert.Equal(Value.Error("the value nests too deep"), Cel.Evaluate(source));
    }

    [Fact]
    public void Types_that_double_with_every_name_are_checked_in_no_time()
    {
        var names = string.Concat(Enumerable.Range(0, 40).Select(at => $"cel.bind(m{at}, {{}}, "));
        var nested = string.Join(" && ", Enumerable.Range(0, 39).Select(at => $"m{at}[m{at + 1}] == m{at + 1}"));
        Assert.Equal("no such key", Cel.Evaluate($"{names}{nested} && m0 == {{}}{new string(')', 40)}").AsError);
    }

    [Fact]
    public void A_text_that_doubles_with_every_binding_ends_with_an_error()
    {
        var open = string.Concat(Enumerable.Repeat("cel.bind(x, x + x, ", 40));
        Assert.Equal(Value.Error("the text grew too long"), Cel.Evaluate($"cel.bind(x, user.role, {open}x == x{new string(')', 41)}", new Cel(Role: "admin")));
    }

    [Theory]
    [InlineData("L.map(a, L.map(b, '%.100e'.format([user.ratio])))")]
    [InlineData("L.map(a, user.role.indexOf(user.role + 'b', 1))")]
    [InlineData("L.map(a, user.role.replace(user.role + 'b', ''))")]
    public void A_function_that_is_slow_is_not_called_too_often(string source)
    {
        var context = new Cel(Ratio: 5e-324, Role: new string('a', 8_000));
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate(source.Replace("L", Hundred, StringComparison.Ordinal), context));
    }

    [Fact]
    public void Nothing_absorbs_that_the_cost_is_exceeded()
    {
        var costly = $"{Hundred}.all(a, {Hundred}.all(b, {Hundred}.all(c, a + b + c >= 0)))";
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate($"{costly} || true"));
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate($"cel.bind(x, {costly}, true)"));
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate($"[1].exists(x, {costly} || true)"));
    }

    [Fact]
    public void What_people_write_is_far_below_the_limit() =>
        Assert.Equal(Value.Bool(true), Cel.Evaluate($"{Hundred}.all(a, {Hundred}.exists(b, a == b))"));

    [Fact]
    public void Loops_that_nest_too_deep_are_a_problem_of_the_text()
    {
        var source = string.Concat(Enumerable.Repeat("[1].all(x, ", Limits.ExpressionLoopDepthMax + 1)) + "true" + new string(')', Limits.ExpressionLoopDepthMax + 1);
        Assert.Equal($"loops nest at most {Limits.ExpressionLoopDepthMax} levels deep", Cel.Problem(source).Message);
    }

    [Fact]
    public void Blocks_in_blocks_do_not_make_the_text_deeper_than_it_looks()
    {
        var block = $"cel.block([{string.Join(",", Enumerable.Repeat("1", Limits.ExpressionBlockMax))}], ";
        var source = string.Concat(Enumerable.Repeat(block, 40)) + "cel.index(0)" + new string(')', 40);
        Assert.Equal(Value.Int(1), Cel.Evaluate(source));
    }

    [Theory]
    [InlineData("x.contains(y)")]
    [InlineData("x.indexOf(y) == 0")]
    [InlineData("x.matches('(a|b|ab)*c')")]
    [InlineData("user.role.matches(user.role + string(i))")]
    public void Work_on_long_texts_counts(string work)
    {
        var doubled = string.Concat(Enumerable.Repeat("cel.bind(x, x + x, ", 14));
        var source = $"cel.bind(x, user.role, {doubled}cel.bind(y, x.substring(0, 30000), {Hundred}.all(i, {work} || true){new string(')', 16)}";
        Assert.Equal(Value.Error("cost limit exceeded"), Cel.Evaluate(source, new Cel(Role: "aaa")));
    }
}

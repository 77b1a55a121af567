using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class MacroTests
{
    [Theory]
    [InlineData("[1, 2, 3].all(x, x > 0) && ![1, 2, 3].all(x, x > 1) && [].all(x, false)")]
    [InlineData("[1, 2].exists(x, x == 2) && ![].exists(x, true)")]
    [InlineData("[1, 2].exists_one(x, x == 2) && ![1, 1].exists_one(x, x == 1) && [3].existsOne(x, x == 3)")]
    [InlineData("[1, 2, 3].filter(x, x != 2) == [1, 3] && {'a': 1, 'b': 2}.filter(k, k == 'b') == ['b']")]
    [InlineData("[1, 2].map(x, x * 2) == [2, 4] && [1, 2, 3].map(x, x > 1, x * 2) == [4, 6]")]
    [InlineData("{'a': 1}.exists(key, key == 'a') && {'a': 1}.all(key, value, key == 'a' && value == 1)")]
    [InlineData("['a', 'b'].exists(i, x, i == 1 && x == 'b') && ['a'].existsOne(i, x, i == 0)")]
    [InlineData("['a', 'b'].transformList(i, x, i > 0, x + 'c') == ['bc']")]
    [InlineData("{'a': 1, 'b': 2}.transformMap(k, v, v > 1, k + 'c') == {'b': 'bc'} && ['x'].transformMap(i, v, v) == {0: 'x'}")]
    [InlineData("{'a': 1}.transformMapEntry(k, v, {v: k}) == {1: 'a'} && ['x', 'y'].transformMapEntry(i, v, i > 0, {v: i}) == {'y': 1}")]
    [InlineData("[[1], [2, 3]].exists(x, x.exists(y, y == 3)) && [[1, 2]].map(x, x.map(x, x + 1)) == [[2, 3]]")]
    [InlineData("cel.bind(twice, 2 * 2, twice + twice) == 8 && cel.bind(x, 1, cel.bind(x, x + 1, x)) == 2")]
    [InlineData("cel.block([1, cel.index(0) + 1], cel.index(1) * 2) == 4")]
    [InlineData("user.paths.exists(path, path == '/1') && user.paths.all(i, path, path.endsWith(string(i)))")]
    public void Loops_and_bindings_do_what_they_say(string source) =>
        Assert.Equal(Value.Bool(true), Cel.Evaluate(source, new Cel(Count: 2)));

    [Theory]
    [InlineData("[0, 1].exists(x, 1 / x == 1)", true)]
    [InlineData("[1, 0].all(x, 1 / x == 2)", false)]
    public void An_element_that_decides_makes_up_for_one_that_fails(string source, bool holds) =>
        Assert.Equal(Value.Bool(holds), Cel.Evaluate(source));

    [Theory]
    [InlineData("[0, 1].exists(x, 1 / x == 5)")]
    [InlineData("[0, 1].all(x, 1 / x == 1)")]
    [InlineData("[0, 1].exists_one(x, 1 / x == 1)")]
    [InlineData("[0, 1].map(x, 1 / x) == [1]")]
    [InlineData("[0, 1].filter(x, 1 / x > 0) == [1]")]
    public void A_failure_that_nothing_makes_up_for_is_the_result(string source) =>
        Assert.Equal(Value.Error("division by zero"), Cel.Evaluate(source));

    [Fact]
    public void A_binding_that_fails_fails_only_where_it_is_used()
    {
        Assert.Equal(Value.Int(1), Cel.Evaluate("cel.bind(x, 1 / 0, 1)"));
        Assert.Equal(Value.Bool(true), Cel.Evaluate("cel.bind(x, 1 / (user.count - 2), x == 1 || true)", new Cel(Count: 2)));
        Assert.Equal(Value.Error("division by zero"), Cel.Evaluate("cel.bind(x, 1 / (user.count - 2), x + 1)", new Cel(Count: 2)));
    }

    [Fact]
    public void A_repeated_key_of_made_entries_is_an_error() =>
        Assert.Equal(Value.Error("a key of the map is repeated"), Cel.Evaluate("['a', 'a'].transformMapEntry(i, v, {v: i})"));

    [Theory]
    [InlineData("user.count.all(x, true)", 0, 10, "`all` goes over a list or a map, but this is an int")]
    [InlineData("[1].all(1, true)", 8, 1, "the name of a variable stands here")]
    [InlineData("[1].all(x.y, true)", 8, 3, "the name of a variable stands here")]
    [InlineData("[1].exists(x, x, true)", 14, 1, "the two variables have different names")]
    [InlineData("[1].all(x, x)", 11, 1, "a condition is a bool, but `x` is an int")]
    [InlineData("[1].exists(x, y == 1)", 14, 1, "unknown name `y`")]
    [InlineData("[1].exists(it, itt == 1)", 15, 3, "unknown name `itt`; did you mean `it`?")]
    [InlineData("[1].exist(x, true)", 4, 5, "unknown function `exist`; did you mean `exists`?")]
    [InlineData("[1].all(x, x == 'a')", 13, 2, "`==` does not take an int and a string")]
    [InlineData("{1: 2}.transformMapEntry(k, v, v) == {}", 31, 1, "`transformMapEntry` makes a map of each entry, such as {key: value}, but this is an int")]
    [InlineData("cel.bind(1, 2, true)", 9, 1, "the name of a variable stands here")]
    [InlineData("cel.block(1, true)", 10, 1, "a block begins with a list of at most 50 expressions")]
    public void What_is_wrong_with_a_macro_is_told_with_its_place(string source, int offset, int length, string message)
    {
        var problem = Cel.Problem(source);
        Assert.Equal((new SourceSpan(offset, length), message), (problem.Span, problem.Message));
    }

    [Fact]
    public void Without_macros_their_names_are_unknown()
    {
        var options = new ExpressionOptions { HasMacros = false };
        Assert.Null(ExpressionCompiler.Compile("[1].all(x, true)", Cel.Environment, null, options, out var problems));
        Assert.Contains("unknown function `all`", problems.Select(problem => problem.Message));
    }

    [Fact]
    public void A_quantifier_over_texts_of_the_context_allocates_only_what_the_texts_take()
    {
        var names = new ObjectType<Cel>("names");
        names.AddTexts("roles", (in c, ref _) => 20, (in c, _) => c.Role);
        var expression = ExpressionCompiler.Compile("roles.exists(r, r == 'no') || !roles.all(i, r, r.size() + i < 100)", names, CelType.Bool, ExpressionRigor.Strict, out _)!;
        var context = new Cel(Role: "admin");
        for (var warm = 0; warm < 100; warm++)
        {
            expression.Holds(context);
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var run = 0; run < 100; run++)
            {
                expression.Holds(context);
            }
        }));
    }

    [Fact]
    public void More_variables_than_fit_the_stack_work_as_well()
    {
        var source = string.Concat(Enumerable.Range(0, 20).Select(at => $"cel.bind(v{at}, {at}, "))
            + string.Join(" + ", Enumerable.Range(0, 20).Select(at => $"v{at}")) + new string(')', 20);
        Assert.Equal(Value.Int(190), Cel.Evaluate(source));
    }
}

using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class ProblemTests
{
    [Theory]
    [InlineData("user.rol == 'admin'", 5, 3, "unknown field `user.rol`; did you mean `role`?")]
    [InlineData("usr.role == 'admin'", 0, 3, "unknown name `usr`; did you mean `user`?")]
    [InlineData("user.role.startWith('a')", 10, 9, "unknown function `startWith`; did you mean `startsWith`?")]
    [InlineData("user.role.STARTSWITH('a')", 10, 10, "unknown function `STARTSWITH`; did you mean `startsWith`?")]
    [InlineData("user.nothing_like_it", 5, 15, "unknown field `user.nothing_like_it`")]
    [InlineData("exposures['upsell.run'].active", 10, 12, "unknown field `exposures.upsell.run`; did you mean `upsell.runs`?")]
    [InlineData("user.stage == 'new'", 5, 5, "no stage here")]
    [InlineData("user.role.length == 1", 10, 6, "a string has no fields")]
    [InlineData("user == 'u1'", 0, 4, "`user` is no value; name one of its fields: active, count, paths, ratio, role, spent, stage")]
    [InlineData("user.role", 0, 9, "the expression must give a bool, but this gives a string")]
    [InlineData("user.role && true", 0, 9, "a condition is a bool, but `user.role` is a string")]
    [InlineData("user.role > 5", 10, 1, "`>` does not take a string and an int")]
    [InlineData("user.ratio == 1", 11, 2, "`==` does not take a double and an int; write `1.0`")]
    [InlineData("user.ratio * user.count > 1.0", 11, 1, "`*` does not take a double and an int; convert one side with `double(…)` or `int(…)`")]
    [InlineData("startsWith(user.role, 'a')", 0, 10, "`startsWith` is called behind a dot; write `text.startsWith(…)`")]
    [InlineData("user.role.int() > 0", 10, 3, "`int` is not called behind a dot; write `int(…)`")]
    [InlineData("size(1) > 0", 0, 4, "`size` does not take an int")]
    [InlineData("user.active ? 1 : 'a'", 0, 21, "both sides of `:` must be of one type, but they are an int and a string")]
    [InlineData("exposures[user.role].active", 10, 9, "the name in the brackets behind `exposures` is a text in quotes")]
    [InlineData("has(user)", 0, 9, "`has()` takes one field, such as `has(user.traits.plan)`")]
    public void Unknown_names_and_wrong_types_are_told_with_their_place(string source, int offset, int length, string message)
    {
        var problem = Cel.Problem(source);
        Assert.Equal((new SourceSpan(offset, length), message), (problem.Span, problem.Message));
    }

    [Theory]
    [InlineData("", 0, "the expression ends where a value, a name or `(` should be")]
    [InlineData("1 +", 3, "the expression ends where a value, a name or `(` should be")]
    [InlineData("(1", 2, "the expression ends where `)` should be")]
    [InlineData("[1, 2", 5, "the expression ends where `]` should be")]
    [InlineData("{1 2}", 3, "expected `:` instead of `2`")]
    [InlineData("user.", 5, "the expression ends where a field name should be")]
    [InlineData("size(1,)", 7, "expected an argument instead of `)`")]
    [InlineData("true true", 5, "expected the end or an operator instead of `true`")]
    [InlineData("for == 1", 0, "`for` is a reserved word")]
    [InlineData("a ? b", 5, "the expression ends where `:` should be")]
    public void Malformed_expressions_are_told_with_their_place(string source, int offset, string message)
    {
        var problem = Cel.Problem(source);
        Assert.Equal((offset, message), (problem.Span.Offset, problem.Message));
    }

    [Theory]
    [InlineData("now - timestamp('yesterday') < duration('72h')", 6, "a timestamp looks like 2026-03-01T09:30:00Z")]
    [InlineData("now - now < duration('3 days')", 12, "a duration looks like 72h, 1h30m or 250ms and is within ±292 years")]
    [InlineData("user.role.matches('(')", 18, "the pattern is malformed at character 1: a `(` has no `)`")]
    [InlineData("user.role.matches(user.role)", 18, "a pattern is a text in quotes, so that it can be checked and compiled beforehand")]
    [InlineData("user.count > 1 / 0", 13, "division by zero")]
    public void Constants_that_are_bound_to_fail_are_problems_for_authors(string source, int offset, string message)
    {
        var problem = Cel.Problem(source);
        Assert.Equal((offset, message), (problem.Span.Offset, problem.Message));
    }

    [Fact]
    public void Every_problem_is_told_at_once() =>
        Assert.Equal([5, 24], Cel.Problems("user.rol == 'a' || user.cont > 3").Select(problem => problem.Span.Offset));

    [Fact]
    public void A_problem_is_drawn_below_its_line()
    {
        const string Source = "user.active\n  && user.rol == 'admin'";
        Assert.Equal(
            "2:11: unknown field `user.rol`; did you mean `role`?\n    && user.rol == 'admin'\n            ^^^",
            Cel.Problem(Source).Render(Source));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("!", "")]
    [InlineData("-", "")]
    [InlineData("1+(", ")")]
    [InlineData("user.paths[", "]")]
    [InlineData("true?true:", "")]
    public void Nesting_is_bounded(string open, string close)
    {
        var source = string.Concat(Enumerable.Repeat(open, 1000)) + "1" + string.Concat(Enumerable.Repeat(close, 1000));
        Assert.Contains("nests at most", Cel.Problem(source).Message);
    }

    [Theory]
    [InlineData(" + 1")]
    [InlineData(".a")]
    [InlineData("[0]")]
    [InlineData(" == 1")]
    public void Chains_are_bounded(string link) =>
        Assert.Contains("nests at most", Cel.Problem("1" + string.Concat(Enumerable.Repeat(link, 3000))).Message);

    [Fact]
    public void Long_conjunctions_are_flat() =>
        Assert.True(Cel.Condition(string.Join(" && ", Enumerable.Repeat("true", 1000))).Holds(default));

    [Fact]
    public void Length_and_lists_are_bounded()
    {
        Assert.Contains("characters", Cel.Problem(new string(' ', Limits.ExpressionCharsMax + 1)).Message);
        Assert.Contains("elements", Cel.Problem($"1 in [{string.Join(',', Enumerable.Repeat('1', Limits.ExpressionListMax + 1))}]").Message);
    }
}

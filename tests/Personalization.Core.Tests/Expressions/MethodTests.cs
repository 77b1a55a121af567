using System.Collections.Immutable;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class MethodTests
{
    private static readonly ObjectType<Cel> Names = Declare();

    [Fact]
    public void A_method_reads_what_its_arguments_name()
    {
        Assert.True(Compile("user.times('seen', duration('24h')) >= 2").Holds(new Cel(Count: 2)));
        Assert.False(Compile("user.times('seen', duration('24h')) >= 2").Holds(new Cel(Count: 1)));
        Assert.True(Compile("user.times('seen') == 100 && user.list('a')[0] == 'a'").Holds(new Cel(Count: 1)));
    }

    [Fact]
    public void A_call_of_a_method_allocates_nothing()
    {
        var expression = Compile("user.times('seen', duration('24h')) >= 2 || user.share('seen') > 0.5");
        var context = new Cel(Count: 1, Ratio: 0.4);
        for (var warm = 0; warm < 100; warm++)
        {
            expression.Holds(context);
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var run = 0; run < 1000; run++)
            {
                expression.Holds(context);
            }
        }));
    }

    [Theory]
    [InlineData("user.times('sen') > 1", 11, 5, "no event `sen`; did you mean `seen`?")]
    [InlineData("user.times('seen', duration('-1h')) > 1", 19, 15, "a window is longer than nothing")]
    [InlineData("user.times('seen', duration('1 day')) > 1", 19, 17, "a duration looks like 72h, 1h30m or 250ms and is within ±292 years")]
    [InlineData("user.times(5) > 1", 5, 5, "`times` is called as `times(string)` or `times(string, duration)`")]
    [InlineData("user.times(role) > 1", 11, 4, "the arguments of `times` are written out, such as \"name\" or duration(\"24h\")")]
    [InlineData("user.tims('seen') > 1", 5, 4, "unknown function `user.tims`; did you mean `times`?")]
    [InlineData("user.times == 1", 5, 5, "`user.times` is a function; write `user.times(…)`")]
    [InlineData("user.times('seen') == 'a'", 19, 2, "`==` does not take an int and a string")]
    public void What_is_wrong_with_a_call_is_told_when_it_is_compiled(string source, int offset, int length, string message)
    {
        Assert.Null(ExpressionCompiler.Compile(source, Names, CelType.Bool, ExpressionRigor.Strict, out var problems));
        var problem = Assert.Single(problems);
        Assert.Equal((new SourceSpan(offset, length), message), (problem.Span, problem.Message));
    }

    private static Expression<Cel> Compile(string source)
    {
        var expression = ExpressionCompiler.Compile(source, Names, CelType.Bool, ExpressionRigor.Strict, out var problems);
        Assert.Empty(problems);
        return expression!;
    }

    private static ObjectType<Cel> Declare()
    {
        var user = new ObjectType<Cel>("user");
        user.AddIntMethod("times", [CelType.String], Times);
        user.AddIntMethod("times", [CelType.String, CelType.Duration], Times);
        user.AddDoubleMethod("share", [CelType.String], (_, out problem) =>
        {
            problem = null;
            return (in c, ref _) => c.Ratio;
        });
        user.AddDynamicMethod("list", [CelType.String], CelType.List(CelType.String), (arguments, out problem) =>
        {
            problem = null;
            return (in _, ref _) => Value.List([arguments[0]]);
        });
        var names = new ObjectType<Cel>("names");
        names.AddObject("user", user);
        names.AddString("role", (in c, ref _) => c.Role);
        return names;
    }

    private static Read<Cel, long>? Times(ImmutableArray<Value> arguments, out ArgumentProblem? problem)
    {
        problem = arguments[0].AsString != "seen" ? new ArgumentProblem(0, $"no event `{arguments[0].AsString}`; did you mean `seen`?")
            : arguments.Length > 1 && arguments[1].AsNanoseconds <= 0 ? new ArgumentProblem(1, "a window is longer than nothing")
            : null;
        return problem is not null ? null
            : arguments.Length > 1 ? (in c, ref _) => c.Count
            : (in c, ref _) => c.Count * 100;
    }
}

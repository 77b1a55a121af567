using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class RandomTextTests
{
    private static readonly string[] Words =
    [
        "user", ".", "role", "count", "ratio", "active", "paths", "now", "any", "exposures", "'upsell.runs'", "[", "]", "(", ")", "{", "}", ":", ",",
        "?", "&&", "||", "!", "-", "+", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "has", "size", "startsWith", "matches", "int",
        "string", "double", "timestamp", "duration", "dyn", "1", "0", "2u", "1.5", "'a'", "\"72h\"", "b'x'", "true", "false", "null", " ", "\n",
    ];

    [Fact]
    public void No_text_makes_the_compiler_throw() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        text => Survives(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void No_row_of_words_makes_compiler_or_evaluation_throw() => Prop.ForAll(
        Gen.Elements(Words).ListOf().Select(words => string.Concat(words)).ToArbitrary(),
        Survives).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Every_cut_of_an_expression_is_answered()
    {
        const string Source = "has(user.role) && user.role in ['a', \"\\x41\"] ? 1.5e3 < user.ratio : !(now - now > duration('1h')) || any[0].x";
        for (var length = 0; length <= Source.Length; length++)
        {
            Assert.True(Survives(Source[..length]));
            Assert.True(Survives(Source[length..]));
        }
    }

    private static bool Survives(string source)
    {
        foreach (var rigor in Enum.GetValues<ExpressionRigor>())
        {
            var expression = ExpressionCompiler.Compile(source, Cel.Environment, null, rigor, out var problems);
            foreach (var problem in problems)
            {
                Assert.InRange(problem.Span.Offset, 0, source.Length);
                Assert.InRange(problem.Span.End, problem.Span.Offset, source.Length);
                Assert.NotEmpty(problem.Render(source));
            }

            Assert.Equal(expression is null, problems.Length > 0);
            expression?.Evaluate(new Cel(2, 0.5, "admin", true));
        }

        return true;
    }
}

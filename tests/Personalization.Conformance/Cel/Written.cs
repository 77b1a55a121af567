using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>Values that are written as expressions.</summary>
internal static class Written
{
    private static readonly ObjectType<Bound> Nothing = new("nothing");

    /// <summary>The value of an expression that names nothing; an error value where it does not compile.</summary>
    public static Value Evaluate(string source) =>
        ExpressionCompiler.Compile(source, Nothing, null, ExpressionRigor.Standard, out var problems)?.Evaluate(default)
            ?? Value.Error(problems[0].Message);
}

using System.Collections.Immutable;
using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>Compiles and evaluates the expression of a case.</summary>
internal static class CelRun
{
    public static Outcome Run(CelCase one)
    {
        try
        {
            return CaseEnvironment.TryMake(one, out var environment, out var values, out var functions, out var missing)
                ? Run(one, environment, values, functions)
                : new Outcome(Problem: missing);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            // Compiling and evaluating never throw; where one does, its case has failed and the others still count.
            return new Outcome(Problem: $"thrown: {bug}");
        }
    }

    private static Outcome Run(CelCase one, ObjectType<Bound> environment, Value[] values, ImmutableArray<FunctionDeclaration> functions)
    {
        var options = new ExpressionOptions
        {
            Rigor = one.IsChecked ? ExpressionRigor.Standard : ExpressionRigor.Unchecked,
            Container = one.Container,
            HasMacros = one.HasMacros,
            TimeZones = SuiteTimeZones.Table,
            Declarations = functions,
        };
        var expression = ExpressionCompiler.Compile(one.Expression, environment, null, options, out var problems);
        if (expression is null)
        {
            // Without checks only the syntax is left to be wrong.
            var isTypeProblem = one.IsChecked && ExpressionCompiler.Compile(one.Expression, environment, null, options with { Rigor = ExpressionRigor.Unchecked }, out _) is not null;
            return new Outcome(Problem: problems[0].Message, IsTypeProblem: isTypeProblem);
        }

        return new Outcome(expression.Type, one.IsCheckOnly ? null : expression.Evaluate(new Bound(values)));
    }
}

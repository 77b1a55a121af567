using System.Collections.Immutable;
using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions;

/// <summary>Compiles expressions in CEL, the Common Expression Language: https://cel.dev.</summary>
public static class ExpressionCompiler
{
    /// <summary>Reads, checks and compiles an expression; null where there are problems. Never throws for any text.</summary>
    /// <typeparam name="TContext">What it will be evaluated over.</typeparam>
    /// <param name="source">The text.</param>
    /// <param name="environment">The names that it may use; all of them members of this type.</param>
    /// <param name="wanted">The type that it must have; null for any.</param>
    /// <param name="rigor">How much is checked.</param>
    /// <param name="problems">What is wrong with it; empty where it compiles.</param>
    public static Expression<TContext>? Compile<TContext>(
        string source,
        ObjectType<TContext> environment,
        CelType? wanted,
        ExpressionRigor rigor,
        out ImmutableArray<ExpressionProblem> problems)
        where TContext : struct
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(environment);
        var syntax = Parser.Parse(source, out var problem);
        if (syntax is null)
        {
            problems = [problem!];
            return null;
        }

        var checker = new Checker(source, environment, rigor);
        var node = checker.Check(syntax, wanted);
        problems = checker.Problems;
        return problems.IsEmpty ? new Expression<TContext>(source, node, wanted?.Kind == CelTypeKind.Bool) : null;
    }
}

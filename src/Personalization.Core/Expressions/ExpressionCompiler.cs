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
    /// <param name="options">How it is read and checked.</param>
    /// <param name="problems">What is wrong with it; empty where it compiles.</param>
    public static Expression<TContext>? Compile<TContext>(
        string source,
        ObjectType<TContext> environment,
        CelType? wanted,
        ExpressionOptions options,
        out ImmutableArray<ExpressionProblem> problems)
        where TContext : struct
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(options);
        var syntax = Parser.Parse(source, options.HasMacros, out var problem);
        if (syntax is null)
        {
            problems = [problem!];
            return null;
        }

        var checker = new Checker(source, environment, options);
        var node = checker.Check(syntax, wanted);
        problems = checker.Problems;
        return problems.IsEmpty
            ? new Expression<TContext>(source, node, checker.TypeOf(node), checker.SlotsMax, wanted?.Kind == CelTypeKind.Bool)
            : null;
    }

    /// <summary>Reads, checks and compiles an expression; all that is not said is as authors of a catalog need it.</summary>
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
        where TContext : struct =>
        Compile(source, environment, wanted, new ExpressionOptions { Rigor = rigor }, out problems);
}

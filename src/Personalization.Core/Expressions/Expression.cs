using System.Collections.Immutable;
using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Compiling;

namespace Personalization.Core.Expressions;

/// <summary>A compiled expression. Immutable; safe for any number of threads. Evaluating never throws: errors are values.</summary>
/// <typeparam name="TContext">What it is evaluated over.</typeparam>
public sealed class Expression<TContext>
    where TContext : struct
{
    private readonly Read<TContext, Value>? dynamic;
    private readonly Read<TContext, bool>? condition;

    private readonly int variables;

    internal Expression(string source, CheckedNode node, CelType type, int variables, bool isCondition)
    {
        Source = source;
        Type = type;
        this.variables = variables;
        if (!isCondition && node.Type.Kind != CelTypeKind.Bool)
        {
            dynamic = Compiler<TContext>.Dynamic(node);
            return;
        }

        Conjuncts = [.. PartsOf(node).Select(part => new Conjunct<TContext>(source, part, variables))];
        condition = Compiler<TContext>.Join(isAnd: true, [.. Conjuncts.Select(conjunct => conjunct.Condition)]);
    }

    /// <summary>The expression as it was written.</summary>
    public string Source { get; }

    /// <summary>Its static type.</summary>
    public CelType Type { get; }

    /// <summary>The parts of a condition that must all hold; one where it is no conjunction, none where it is no condition.</summary>
    public ImmutableArray<Conjunct<TContext>> Conjuncts { get; } = [];

    /// <summary>The result, or a <see cref="ValueKind.Error"/> value.</summary>
    public Value Evaluate(in TContext context)
    {
        string? error;
        var value = condition is not null
            ? Value.Bool(Evaluation.Run(condition, variables, in context, out error))
            : Evaluation.Run(dynamic!, variables, in context, out error);
        return error is null ? value : Value.Error(error);
    }

    /// <summary>Whether a condition holds; false where it fails or where this is no condition. Allocates nothing but what its functions make.</summary>
    public bool Holds(in TContext context) =>
        condition is not null && Evaluation.Run(condition, variables, in context, out var error) && error is null;

    private static IEnumerable<CheckedNode> PartsOf(CheckedNode node) =>
        node is Junction { IsAnd: true } junction ? junction.Parts.SelectMany(PartsOf) : [node];
}

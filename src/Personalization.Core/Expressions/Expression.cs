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

    internal Expression(string source, CheckedNode node, bool isCondition)
    {
        Source = source;
        Type = node.Type;
        if (!isCondition && node.Type.Kind != CelTypeKind.Bool)
        {
            dynamic = Compiler<TContext>.Dynamic(node);
            return;
        }

        Conjuncts = [.. PartsOf(node).Select(part => new Conjunct<TContext>(source, part))];
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
        Frame frame = default;
        var value = condition is not null ? Value.Bool(condition(in context, ref frame)) : dynamic!(in context, ref frame);
        return frame.Error is null ? value : Value.Error(frame.Error);
    }

    /// <summary>Whether a condition holds; false where it fails or where this is no condition. Allocates nothing but what its functions make.</summary>
    public bool Holds(in TContext context)
    {
        Frame frame = default;
        return condition is not null && condition(in context, ref frame) && frame.Error is null;
    }

    private static IEnumerable<CheckedNode> PartsOf(CheckedNode node) =>
        node is Junction { IsAnd: true } junction ? junction.Parts.SelectMany(PartsOf) : [node];
}

using System.Collections.Immutable;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Proving;

/// <summary>How a condition is put together: comparisons with written-out values, joined by <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>, and what else there is.</summary>
internal abstract record ConditionOutline
{
    /// <summary>The outline of a condition; null where it cannot be read. Never throws for any text.</summary>
    public static ConditionOutline? Of(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Parser.Parse(source, hasMacros: true, out _) is { } syntax ? Of(syntax, source) : null;
    }

    private static ConditionOutline Of(SyntaxNode syntax, string source)
    {
        switch (syntax)
        {
            case var _ when LiteralComparison.ValueOf(syntax, source) is { Value: { Kind: ValueKind.Bool } value }:
                return new OutlinedConstant(value.AsBool);
            case CallSyntax { Function: Operators.And or Operators.Or } call:
                var parts = call.Arguments.Select(part => Of(part, source));
                var isAnd = call.Function == Operators.And;
                return new OutlinedJunction(isAnd, [.. parts.SelectMany(part => part is OutlinedJunction inner && inner.IsAnd == isAnd ? inner.Parts : [part])]);
            case CallSyntax { Function: Operators.Not, Arguments: [var operand] }:
                return new OutlinedNegation(Of(operand, source));
            case var _ when LiteralComparison.Of(syntax, source) is { } comparison:
                return new OutlinedComparison(comparison);
            default:
                return new OutlinedTerm(LiteralComparison.TextOf(syntax, source));
        }
    }
}

/// <summary>Conditions that must all hold, or of which one must.</summary>
/// <param name="IsAnd">Whether all must hold.</param>
/// <param name="Parts">The conditions; none of them is a junction of the same kind.</param>
internal sealed record OutlinedJunction(bool IsAnd, ImmutableArray<ConditionOutline> Parts) : ConditionOutline;

/// <summary>A condition that must not hold.</summary>
/// <param name="Operand">The condition.</param>
internal sealed record OutlinedNegation(ConditionOutline Operand) : ConditionOutline;

/// <summary>A comparison with values that are written out.</summary>
/// <param name="Comparison">The comparison.</param>
internal sealed record OutlinedComparison(LiteralComparison Comparison) : ConditionOutline;

/// <summary>A condition that reads nothing.</summary>
/// <param name="Value">Whether it holds.</param>
internal sealed record OutlinedConstant(bool Value) : ConditionOutline;

/// <summary>Anything else.</summary>
/// <param name="Text">The term as it is written but for blanks: equal texts have equal values within one evaluation.</param>
internal sealed record OutlinedTerm(string Text) : ConditionOutline;

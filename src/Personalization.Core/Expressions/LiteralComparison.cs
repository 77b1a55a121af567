using System.Collections.Immutable;
using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions;

/// <summary>
/// A comparison with values that are written out: <c>user.role == "admin"</c>, <c>account.plan in ["free", "team"]</c>,
/// <c>now - user.lastSeen &gt;= duration("240h")</c>. What can never hold can be told from these before there is any state.
/// </summary>
/// <param name="Subject">What is compared, as it is written but for blanks: equal texts have equal values within one evaluation.</param>
/// <param name="Names">The path of names that is compared; empty where it is anything else.</param>
/// <param name="Kind">How, with the subject on the left.</param>
/// <param name="Operands">What it is compared with: one value, or those of the list.</param>
/// <param name="Span">Where the comparison is written.</param>
public sealed record LiteralComparison(
    string Subject, ImmutableArray<string> Names, ComparisonKind Kind, ImmutableArray<LiteralOperand> Operands, SourceSpan Span)
{
    private static readonly ObjectType NoNames = new ObjectType<NoContext>("nothing");
    private static readonly ExpressionOptions AsSpecified = new() { Rigor = ExpressionRigor.Standard };

    /// <summary>All such comparisons in an expression, wherever they stand; none where it cannot be read. Never throws for any text.</summary>
    public static ImmutableArray<LiteralComparison> FindAll(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var found = ImmutableArray.CreateBuilder<LiteralComparison>();
        if (Parser.Parse(source, hasMacros: true, out _) is { } syntax)
        {
            Collect(syntax, source, found);
        }

        return found.ToImmutable();
    }

    /// <summary>The comparison that a part of an expression is, or null.</summary>
    internal static LiteralComparison? Of(SyntaxNode syntax, string source)
    {
        if (syntax is not CallSyntax { Arguments: [var left, var right] } call || !Operators.IsComparison(call.Function))
        {
            return null;
        }

        if (call.Function == Operators.In)
        {
            return right is ListSyntax list && list.Elements.Select(element => ValueOf(element, source)).ToList() is var values && values.All(value => value is not null)
                ? Make(left, ComparisonKind.In, [.. values.Select(value => value!.Value)], syntax.Span, source)
                : null;
        }

        var kind = KindOf(call.Function);
        return ValueOf(right, source) is { } operand ? Make(left, kind, [operand], syntax.Span, source)
            : ValueOf(left, source) is { } first ? Make(right, Turned(kind), [first], syntax.Span, source)
            : null;
    }

    /// <summary>The value of a part that names nothing; null for any other.</summary>
    internal static LiteralOperand? ValueOf(SyntaxNode syntax, string source) =>
        !ReadsNames(syntax) && new Checker(source, NoNames, AsSpecified).Check(syntax, wanted: null) is Constant constant
            ? new LiteralOperand(constant.Value, syntax.Span)
            : null;

    /// <summary>A part as it is written but for blanks, which mean nothing outside of texts.</summary>
    internal static string TextOf(SyntaxNode syntax, string source)
    {
        var text = syntax.Span.Of(source);
        return text.AsSpan().IndexOfAny('"', '\'') >= 0 ? text : string.Concat(text.Where(one => !char.IsWhiteSpace(one)));
    }

    private static LiteralComparison Make(SyntaxNode subject, ComparisonKind kind, ImmutableArray<LiteralOperand> operands, SourceSpan span, string source) =>
        new(TextOf(subject, source), PathUse.NamesOf(subject) ?? [], kind, operands, span);

    private static void Collect(SyntaxNode syntax, string source, ImmutableArray<LiteralComparison>.Builder found)
    {
        if (Of(syntax, source) is { } comparison)
        {
            found.Add(comparison);
        }

        foreach (var part in syntax.Parts)
        {
            Collect(part, source, found);
        }
    }

    private static bool ReadsNames(SyntaxNode syntax) => syntax is NameSyntax || syntax.Parts.Any(ReadsNames);

    private static ComparisonKind KindOf(string function) => function switch
    {
        Operators.Equal => ComparisonKind.Equal,
        Operators.NotEqual => ComparisonKind.NotEqual,
        Operators.Less => ComparisonKind.Less,
        Operators.LessOrEqual => ComparisonKind.LessOrEqual,
        Operators.Greater => ComparisonKind.Greater,
        _ => ComparisonKind.GreaterOrEqual,
    };

    private static ComparisonKind Turned(ComparisonKind kind) => kind switch
    {
        ComparisonKind.Less => ComparisonKind.Greater,
        ComparisonKind.LessOrEqual => ComparisonKind.GreaterOrEqual,
        ComparisonKind.Greater => ComparisonKind.Less,
        ComparisonKind.GreaterOrEqual => ComparisonKind.LessOrEqual,
        _ => kind,
    };

    private readonly struct NoContext;
}

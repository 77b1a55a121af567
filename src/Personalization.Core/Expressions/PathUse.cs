using System.Collections.Immutable;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions;

/// <summary>
/// A path of names that an expression reads: <c>user.segments.big</c>, <c>user.segments["very.big"]</c>. What an expression depends on can be
/// told from these before it is compiled.
/// </summary>
/// <param name="Names">The names from left to right, as far as they are written out; at least one.</param>
/// <param name="Span">Where the path is written.</param>
public sealed record PathUse(ImmutableArray<string> Names, SourceSpan Span)
{
    /// <summary>All such paths in an expression, each as long as it is written; none where it cannot be read. Never throws for any text.</summary>
    public static ImmutableArray<PathUse> FindAll(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var found = ImmutableArray.CreateBuilder<PathUse>();
        if (Parser.Parse(source, hasMacros: true, out _) is { } syntax)
        {
            Collect(syntax, found);
        }

        return found.ToImmutable();
    }

    private static void Collect(SyntaxNode syntax, ImmutableArray<PathUse>.Builder found)
    {
        if (NamesOf(syntax) is { } names)
        {
            found.Add(new PathUse(names, syntax.Span));
            return;
        }

        foreach (var part in syntax.Parts)
        {
            Collect(part, found);
        }
    }

    /// <summary>The names of a path; null for anything else.</summary>
    internal static ImmutableArray<string>? NamesOf(SyntaxNode syntax) => syntax switch
    {
        NameSyntax name => [name.Name],
        SelectSyntax select => NamesOf(select.Operand)?.Add(select.Field),
        CallSyntax { Function: Operators.Index, Arguments: [var operand, LiteralSyntax { Value: { Kind: ValueKind.String } field }] } =>
            NamesOf(operand)?.Add(field.AsString),
        _ => null,
    };
}

using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Syntax;

/// <summary>An expression as it was written.</summary>
/// <param name="Span">Where it is written.</param>
internal abstract record SyntaxNode(SourceSpan Span)
{
    /// <summary>The expressions that it consists of.</summary>
    public virtual ImmutableArray<SyntaxNode> Parts => [];
}

/// <summary>A number, text, bytes, bool or null.</summary>
internal sealed record LiteralSyntax(Value Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary>A name that stands by itself.</summary>
internal sealed record NameSyntax(string Name, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>operand.field</c>, or <c>has(operand.field)</c>.</summary>
internal sealed record SelectSyntax(SyntaxNode Operand, string Field, SourceSpan FieldSpan, bool IsPresence, SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => [Operand];
}

/// <summary>A call of a function, of a method (then the target is the first argument), or an operator, which is a function too.</summary>
internal sealed record CallSyntax(
    string Function,
    bool IsMethod,
    ImmutableArray<SyntaxNode> Arguments,
    SourceSpan NameSpan,
    SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => Arguments;
}

/// <summary><c>[a, b]</c>.</summary>
internal sealed record ListSyntax(ImmutableArray<SyntaxNode> Elements, SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => Elements;
}

/// <summary><c>{k: v}</c>; keys and values take turns.</summary>
internal sealed record MapSyntax(ImmutableArray<SyntaxNode> KeysAndValues, SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => KeysAndValues;
}

using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Syntax;

/// <summary>An expression as it was written, macros replaced.</summary>
/// <param name="Span">Where it is written.</param>
internal abstract record SyntaxNode(SourceSpan Span)
{
    /// <summary>The expressions that it consists of.</summary>
    public virtual ImmutableArray<SyntaxNode> Parts => [];

    /// <summary>How many expressions it consists of, itself included: what evaluating it once costs about.</summary>
    public int Size() => 1 + Parts.Sum(part => part.Size());
}

/// <summary>A number, text, bytes, bool or null.</summary>
internal sealed record LiteralSyntax(Value Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary>A name that stands by itself. One with a dot before it is absolute: it means no variable and is not looked for in the container.</summary>
internal sealed record NameSyntax(string Name, bool IsAbsolute, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>operand.field</c>, <c>operand.?field</c>, or <c>has(operand.field)</c>.</summary>
internal sealed record SelectSyntax(SyntaxNode Operand, string Field, SourceSpan FieldSpan, bool IsOptional, bool IsPresence, SourceSpan Span) : SyntaxNode(Span)
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

/// <summary><c>?v</c> in a list, or the value of <c>?k: v</c> in a map: there only if the optional has a value.</summary>
internal sealed record OptionalSyntax(SyntaxNode Operand, SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => [Operand];
}

/// <summary><c>name{field: value}</c>, which would make a protobuf message.</summary>
internal sealed record MessageSyntax(string Name, ImmutableArray<SyntaxNode> Values, SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => Values;
}

/// <summary>A name that a macro declares.</summary>
internal sealed record VariableSyntax(string Name, SourceSpan Span);

/// <summary>A loop over a list or a map: a quantifier, or something made of the elements that fulfil the condition.</summary>
internal sealed record LoopSyntax(
    LoopKind Kind,
    string Macro,
    SyntaxNode Range,
    ImmutableArray<VariableSyntax> Variables,
    SyntaxNode? Condition,
    SyntaxNode? Result,
    SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => [.. new[] { Range, Condition, Result }.OfType<SyntaxNode>()];
}

/// <summary>Names for things, good in the body; each may use those before it.</summary>
internal sealed record BindSyntax(ImmutableArray<VariableSyntax> Variables, ImmutableArray<SyntaxNode> Bound, SyntaxNode Body, SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => Bound.Add(Body);
}

/// <summary>Something made of the value of an optional, if it has one.</summary>
internal sealed record OptionalMapSyntax(SyntaxNode Target, VariableSyntax Variable, SyntaxNode Body, bool IsFlat, SourceSpan Span) : SyntaxNode(Span)
{
    public override ImmutableArray<SyntaxNode> Parts => [Target, Body];
}

namespace Personalization.Core.Expressions.Syntax;

/// <summary>One word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it is.</param>
/// <param name="Text">The name or symbol; of other tokens empty.</param>
/// <param name="Value">The value of a literal.</param>
internal readonly record struct Token(TokenKind Kind, SourceSpan Span, string Text, Value Value)
{
    /// <summary>Whether this is the symbol.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);
}

namespace Personalization.Core.Expressions.Syntax;

/// <summary>The kinds of token.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A name, or a reserved word where a name is allowed.</summary>
    Identifier,

    /// <summary>A field name in back quotes, allowed behind a dot only.</summary>
    QuotedField,

    /// <summary>A number, text, bytes, bool or null.</summary>
    Literal,

    /// <summary>An operator or a bracket; <see cref="Token.Text"/> says which.</summary>
    Symbol,
}

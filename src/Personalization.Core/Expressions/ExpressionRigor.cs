namespace Personalization.Core.Expressions;

/// <summary>How much is checked before an expression runs.</summary>
public enum ExpressionRigor
{
    /// <summary>
    /// Names and types are checked, and so is whatever is constant: a division by zero or a malformed pattern, timestamp or duration
    /// is a problem of the text. For everything that people write into a catalog.
    /// </summary>
    Strict,

    /// <summary>Names and types are checked, as the language specifies; constants that fail, fail when they are evaluated.</summary>
    Standard,

    /// <summary>Nothing but the syntax is checked: unknown names and wrong types are errors of evaluation.</summary>
    Unchecked,
}

namespace Personalization.Core.Expressions;

/// <summary>A value that is written out in an expression.</summary>
/// <param name="Value">The value; calls of functions with written-out arguments, such as durations, are values here.</param>
/// <param name="Span">Where it is written.</param>
public readonly record struct LiteralOperand(Value Value, SourceSpan Span);

namespace Personalization.Core.Expressions;

/// <summary>A place in a text as people count it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in UTF-16 units.</param>
public readonly record struct SourcePosition(int Line, int Column);

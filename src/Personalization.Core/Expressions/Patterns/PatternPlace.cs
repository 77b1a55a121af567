namespace Personalization.Core.Expressions.Patterns;

/// <summary>The places of a text that a pattern can ask for.</summary>
internal enum PatternPlace
{
    /// <summary><c>^</c></summary>
    TextStart,

    /// <summary><c>$</c>: the very end, never before a last line feed.</summary>
    TextEnd,

    /// <summary><c>^</c> with the flag <c>m</c>.</summary>
    LineStart,

    /// <summary><c>$</c> with the flag <c>m</c>.</summary>
    LineEnd,

    /// <summary><c>\b</c>: between an ASCII letter, digit or <c>_</c> and something else.</summary>
    WordBoundary,

    /// <summary><c>\B</c></summary>
    NoWordBoundary,
}

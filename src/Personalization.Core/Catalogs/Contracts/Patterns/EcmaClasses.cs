using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>The classes that have a letter of their own.</summary>
internal static class EcmaClasses
{
    /// <summary>What <c>\d</c> means.</summary>
    public static CodePointSet Digits { get; } = CodePointSet.Of(('0', '9'));

    /// <summary>What <c>\w</c> means.</summary>
    public static CodePointSet Words { get; } = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>What <c>\s</c> means.</summary>
    public static CodePointSet Spaces { get; } = CodePointSet.Of(
        ('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F),
        (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>What <c>.</c> does not match.</summary>
    public static CodePointSet LineEnds { get; } = CodePointSet.Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029));
}

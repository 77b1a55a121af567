using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>JSON Schema's patterns: those of ECMA-262 in Unicode mode, as far as they can be matched in bounded time.</summary>
/// <remarks>Look-around and back-references cannot be and are refused, and so are properties of scripts.</remarks>
internal static class EcmaPattern
{
    /// <summary>Compiles a pattern, or says why it cannot be.</summary>
    public static bool TryCompile(string source, [NotNullWhen(true)] out Pattern? pattern, out string error)
    {
        pattern = null;
        error = $"A pattern has at most {Limits.RegexCharsMax} characters.";
        if (source.Length > Limits.RegexCharsMax)
        {
            return false;
        }

        var parser = new EcmaPatternParser(source);
        if (parser.Parse() is not { } node)
        {
            error = $"The pattern cannot be read: {parser.Error}";
            return false;
        }

        error = $"The pattern uses {parser.Unsupported}; rewrite it without.";
        if (parser.Unsupported is not null)
        {
            return false;
        }

        pattern = Pattern.Of(node);
        error = "The pattern has too large repetitions, which take unbounded memory; rewrite it without.";
        return pattern is not null;
    }

    /// <summary>Whether a text is a pattern at all, whether or not it can be matched in bounded time.</summary>
    public static bool IsPattern(string source) => source.Length <= Limits.RegexCharsMax && new EcmaPatternParser(source).Parse() is not null;
}

using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>JSON Schema's patterns (ECMA-262, Unicode mode) as .NET's non-backtracking ones, which take linear time.</summary>
/// <remarks>
/// Look-around and back-references cannot be matched in linear time and are refused, and so are properties of scripts. <c>\p{…}</c>
/// knows the characters of the Basic Multilingual Plane, and <c>\b</c> takes the letters of all languages for word characters.
/// </remarks>
internal static class EcmaPattern
{
    /// <summary>Compiles a pattern, or says why it cannot be.</summary>
    public static bool TryCompile(string source, [NotNullWhen(true)] out Regex? pattern, out string error)
    {
        pattern = null;
        error = $"A pattern has at most {Limits.RegexCharsMax} characters.";
        if (source.Length > Limits.RegexCharsMax)
        {
            return false;
        }

        var parser = new EcmaPatternParser(source);
        if (!parser.TryParse(out var translated))
        {
            error = $"The pattern cannot be read: {parser.Error}";
            return false;
        }

        error = $"The pattern uses {parser.Unsupported}; rewrite it without.";
        if (parser.Unsupported is not null)
        {
            return false;
        }

        try
        {
            pattern = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            error = "The pattern has too large repetitions, which take unbounded memory; rewrite it without.";
            return false;
        }
    }

    /// <summary>Whether a text is a pattern at all, whether or not it can be matched in linear time.</summary>
    public static bool IsPattern(string source) => source.Length <= Limits.RegexCharsMax && new EcmaPatternParser(source).TryParse(out _);
}

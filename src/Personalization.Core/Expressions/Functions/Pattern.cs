using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Personalization.Core.Expressions.Functions;

/// <summary>Regular expressions that run in time linear in the text.</summary>
internal static class Pattern
{
    /// <summary>Compiles a pattern; false, with a sentence, where it is malformed, too long or needs backtracking.</summary>
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out string? error)
    {
        regex = null;
        if (pattern.Length > Limits.RegexCharsMax)
        {
            error = $"a pattern has at most {Limits.RegexCharsMax} characters";
            return false;
        }

        try
        {
            regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
            error = null;
            return true;
        }
        catch (RegexParseException problem)
        {
            error = $"the pattern is malformed at character {problem.Offset}: {problem.Error}";
        }
        catch (NotSupportedException)
        {
            error = "the pattern needs backtracking or a too large automaton: look-around, back references and large repetitions are not supported";
        }

        return false;
    }
}

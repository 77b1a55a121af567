using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>JSON Schema's patterns (ECMA-262) as .NET's non-backtracking ones.</summary>
/// <remarks>
/// Three things differ: <c>\d</c>, <c>\w</c> and <c>\s</c> mean fixed sets in ECMA-262, and <c>$</c> is only the very end,
/// while .NET also stops before a last line feed. Look-around and back-references cannot be matched in linear time and are refused.
/// </remarks>
internal static class EcmaPattern
{
    private const string Space = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    /// <summary>Compiles a pattern, or says why it cannot be.</summary>
    public static bool TryCompile(string source, [NotNullWhen(true)] out Regex? pattern, out string error)
    {
        pattern = null;
        error = $"A pattern has at most {Limits.RegexCharsMax} characters.";
        if (source.Length > Limits.RegexCharsMax)
        {
            return false;
        }

        try
        {
            pattern = new Regex(Translate(source), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException exception)
        {
            error = $"The pattern cannot be read: {exception.Message}";
            return false;
        }
        catch (NotSupportedException)
        {
            error = "The pattern uses look-around, back-references or too large repetitions, which take unbounded time; rewrite it without.";
            return false;
        }
    }

    private static string Translate(string source)
    {
        var translated = new StringBuilder(source.Length + 16);
        var inClass = false;
        for (var at = 0; at < source.Length; at++)
        {
            var one = source[at];
            if (one == '\\' && at + 1 < source.Length)
            {
                at++;
                translated.Append(Escape(source[at], inClass));
                continue;
            }

            inClass = (inClass && one != ']') || (!inClass && one == '[');
            translated.Append(one == '$' && !inClass ? @"\z" : one.ToString());
        }

        return translated.ToString();
    }

    private static string Escape(char escaped, bool inClass) => (escaped, inClass) switch
    {
        ('d', true) => "0-9",
        ('d', false) => "[0-9]",
        ('D', false) => "[^0-9]",
        ('w', true) => "A-Za-z0-9_",
        ('w', false) => "[A-Za-z0-9_]",
        ('W', false) => "[^A-Za-z0-9_]",
        ('s', true) => Space,
        ('s', false) => $"[{Space}]",
        ('S', false) => $"[^{Space}]",
        ('/', _) => "/",
        _ => $@"\{escaped}",
    };
}

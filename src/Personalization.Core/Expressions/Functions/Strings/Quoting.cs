using System.Text;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary><c>strings.quote</c>: a text as a literal of the language that is safe to print.</summary>
internal static class Quoting
{
    public static Value Quote(ReadOnlySpan<Value> arguments)
    {
        if (arguments[0].Kind != ValueKind.String)
        {
            return Errors.NoSuchOverload;
        }

        var result = new StringBuilder().Append('"');
        foreach (var rune in arguments[0].AsString.EnumerateRunes())
        {
            if (Escape(rune) is { } escape)
            {
                result.Append('\\').Append(escape);
            }
            else
            {
                result.Append(rune);
            }
        }

        return result.Length >= Limits.ExpressionTextMax ? Errors.TextTooLong : Value.String(result.Append('"').ToString());
    }

    private static char? Escape(Rune rune) => rune.Value switch
    {
        '\a' => 'a',
        '\b' => 'b',
        '\f' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\v' => 'v',
        '\\' => '\\',
        '"' => '"',
        _ => null,
    };
}

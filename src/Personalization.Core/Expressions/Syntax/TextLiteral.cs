using System.Text;

namespace Personalization.Core.Expressions.Syntax;

/// <summary>Reads the text or bytes literal at the beginning of a text: <c>'a'</c>, <c>"""a"""</c>, <c>r"\d"</c>, <c>b'\377'</c>.</summary>
internal static class TextLiteral
{
    /// <summary>Whether a literal begins here.</summary>
    public static bool Begins(ReadOnlySpan<char> text) => text.Length > PrefixOf(text) && text[PrefixOf(text)] is '"' or '\'';

    public static (Value Value, int Length) Read(ReadOnlySpan<char> text, out string? error)
    {
        var prefix = text[..PrefixOf(text)];
        var isRaw = prefix.ContainsAny('r', 'R');
        var isBytes = prefix.ContainsAny('b', 'B');
        var body = text[prefix.Length..];
        var quote = body.Length >= 3 && body[1] == body[0] && body[2] == body[0] ? body[..3] : body[..1];
        var bytes = new List<byte>();
        var chars = new StringBuilder();
        for (var at = quote.Length; at < body.Length;)
        {
            var rest = body[at..];
            if (rest.StartsWith(quote))
            {
                error = null;
                var value = isBytes ? Value.Bytes([.. bytes]) : Value.String(chars.ToString());
                return (value, prefix.Length + at + quote.Length);
            }

            if (quote.Length == 1 && rest[0] is '\r' or '\n')
            {
                break;
            }

            var taken = rest[0] == '\\' && !isRaw ? Escape(rest, isBytes, chars, bytes) : Plain(rest, isBytes, chars, bytes);
            if (taken == 0)
            {
                error = "an escape is one of \\a \\b \\f \\n \\r \\t \\v \\\\ \\? \\\" \\' \\`, \\xHH, \\OOO (octal, to 377) and, in texts, \\uHHHH and \\UHHHHHHHH; for a backslash write \\\\";
                return (default, prefix.Length + at + Math.Min(2, rest.Length));
            }

            at += taken;
        }

        error = $"the text has no closing {quote}";
        return (default, prefix.Length + quote.Length);
    }

    private static int PrefixOf(ReadOnlySpan<char> text) => text switch
    {
        ['b' or 'B', 'r' or 'R', ..] or ['r' or 'R', 'b' or 'B', ..] => 2,
        ['b' or 'B' or 'r' or 'R', ..] => 1,
        _ => 0,
    };

    private static int Plain(ReadOnlySpan<char> text, bool isBytes, StringBuilder chars, List<byte> bytes)
    {
        // A lone surrogate is no character; it becomes U+FFFD as everywhere in .NET.
        Rune.DecodeFromUtf16(text, out var rune, out var taken);
        Add(rune, isBytes, chars, bytes);
        return taken;
    }

    private static int Escape(ReadOnlySpan<char> text, bool isBytes, StringBuilder chars, List<byte> bytes)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        var simple = "abfnrtv\\?\"'`".IndexOf(text[1], StringComparison.Ordinal);
        if (simple >= 0)
        {
            Add(new Rune("\a\b\f\n\r\t\v\\?\"'`"[simple]), isBytes, chars, bytes);
            return 2;
        }

        var (start, digits, radix) = text[1] switch
        {
            'x' or 'X' => (2, 2, 16),
            'u' => (2, 4, 16),
            'U' => (2, 8, 16),
            _ => (1, 3, 8),
        };
        if (text.Length < start + digits || !TryParse(text.Slice(start, digits), radix, out var code))
        {
            return 0;
        }

        if (isBytes && digits <= 3)
        {
            bytes.Add((byte)code);
            return code <= byte.MaxValue ? start + digits : 0;
        }

        if (isBytes || !Rune.IsValid(code) || (radix == 8 && code > byte.MaxValue))
        {
            return 0;
        }

        chars.Append(new Rune(code).ToString());
        return start + digits;
    }

    private static bool TryParse(ReadOnlySpan<char> digits, int radix, out uint code)
    {
        code = 0;
        foreach (var digit in digits)
        {
            var value = char.IsAsciiHexDigit(digit) ? Convert.ToUInt32(digit.ToString(), 16) : 16;
            if (value >= radix)
            {
                return false;
            }

            code = (code * (uint)radix) + value;
        }

        return true;
    }

    private static void Add(Rune rune, bool isBytes, StringBuilder chars, List<byte> bytes)
    {
        if (!isBytes)
        {
            chars.Append(rune.ToString());
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
    }
}

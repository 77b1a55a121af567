using System.Buffers;
using System.Globalization;

namespace Personalization.Core.Expressions.Patterns;

/// <content>Classes and escapes, which stand for sets of code points.</content>
internal sealed partial class Re2Parser
{
    private static readonly SearchValues<char> WordChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly CodePointSet Digits = CodePointSet.Of(('0', '9'));
    private static readonly CodePointSet Letters = CodePointSet.Of(('a', 'z'), ('A', 'Z'));
    private static readonly CodePointSet Words = Digits.With(Letters).With(CodePointSet.Of('_'));
    private static readonly CodePointSet Blanks = CodePointSet.Of(('\t', '\n'), ('\f', '\r'), (' ', ' '));

    /// <summary>A class, behind its bracket. A bracket that comes first stands for itself.</summary>
    private CodePointSet Class()
    {
        var isNegated = Accept("^");
        var set = CodePointSet.None;
        for (var isFirst = true; error is null && (isFirst || !Accept("]")); isFirst = false)
        {
            if (at == source.Length)
            {
                Fail("a `[` has no `]`");
                break;
            }

            set = set.With(Accept("[:") ? Named() : Member());
        }

        set = Cased(set);
        return isNegated ? set.Complement() : set;
    }

    /// <summary>One code point, a range, or an escape.</summary>
    private CodePointSet Member()
    {
        var first = One();
        if (error is not null || at + 1 >= source.Length || source[at] != '-' || source[at + 1] == ']')
        {
            return first;
        }

        at++;
        var last = One();
        if (first.Single is { } from && last.Single is { } to && from <= to)
        {
            return CodePointSet.Of((from, to));
        }

        Fail("a range of a class goes from one character to a later one");
        return first;
    }

    private CodePointSet One() => Accept(@"\") ? Escape() : CodePointSet.Of(TakePoint());

    /// <summary><c>[:alpha:]</c> within a class, behind its colon.</summary>
    private CodePointSet Named()
    {
        var isNegated = Accept("^");
        var end = source.IndexOf(":]", at, StringComparison.Ordinal);
        var name = end < 0 ? "" : source[at..end];
        at = end < 0 ? at : end + 2;
        CodePointSet? set = name switch
        {
            "alnum" => Digits.With(Letters),
            "alpha" => Letters,
            "ascii" => CodePointSet.Of((0, 127)),
            "blank" => CodePointSet.Of(('\t', '\t'), (' ', ' ')),
            "cntrl" => CodePointSet.Of((0, 31), (127, 127)),
            "digit" => Digits,
            "graph" => CodePointSet.Of(('!', '~')),
            "lower" => CodePointSet.Of(('a', 'z')),
            "print" => CodePointSet.Of((' ', '~')),
            "punct" => CodePointSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
            "space" => CodePointSet.Of(('\t', '\r'), (' ', ' ')),
            "upper" => CodePointSet.Of(('A', 'Z')),
            "word" => Words,
            "xdigit" => CodePointSet.Of(('0', '9'), ('a', 'f'), ('A', 'F')),
            _ => null,
        };
        if (set is null)
        {
            Fail($"there is no class `[:{name}:]`");
        }

        return set is null ? CodePointSet.None : isNegated ? set.Complement() : set;
    }

    /// <summary>What stands behind a backslash.</summary>
    private CodePointSet Escape()
    {
        if (at == source.Length)
        {
            Fail(@"it ends with a `\`");
            return CodePointSet.None;
        }

        var escaped = source[at++];
        return escaped switch
        {
            'd' => Digits,
            'D' => Digits.Complement(),
            's' => Blanks,
            'S' => Blanks.Complement(),
            'w' => Words,
            'W' => Words.Complement(),
            'a' => CodePointSet.Of('\a'),
            'f' => CodePointSet.Of('\f'),
            'n' => CodePointSet.Of('\n'),
            'r' => CodePointSet.Of('\r'),
            't' => CodePointSet.Of('\t'),
            'v' => CodePointSet.Of('\v'),
            'x' => Hexadecimal(),
            >= '0' and <= '7' => Octal(escaped),
            'p' or 'P' => Property(escaped == 'P'),
            _ when escaped < 128 && !char.IsAsciiLetterOrDigit(escaped) => CodePointSet.Of(escaped),
            _ => Meaningless(escaped),
        };
    }

    private CodePointSet Meaningless(char escaped)
    {
        Fail(char.IsAsciiDigit(escaped) ? "there are no back-references" : $@"`\{escaped}` means nothing");
        return CodePointSet.None;
    }

    /// <summary><c>\x7F</c> or <c>\x{10FFFF}</c>.</summary>
    private CodePointSet Hexadecimal()
    {
        var end = Accept("{") ? source.IndexOf('}', at) : Math.Min(source.Length, at + 2);
        var digits = end < 0 ? "" : source[at..end];
        var isBare = end == at + 2 && source[at - 1] != '{';
        if (digits.Length == 0 || !digits.All(char.IsAsciiHexDigit) || !(isBare || (end < source.Length && source[end] == '}'))
            || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || point is < 0 or > 0x10FFFF)
        {
            Fail(@"`\x` needs two hexadecimal digits, or up to 10FFFF in braces");
            return CodePointSet.None;
        }

        at = isBare ? end : end + 1;
        return CodePointSet.Of(point);
    }

    /// <summary>Up to three octal digits; one alone is only zero, since others would be back-references.</summary>
    private CodePointSet Octal(char first)
    {
        if (first != '0' && (at == source.Length || source[at] is < '0' or > '7'))
        {
            return Meaningless(first);
        }

        var point = first - '0';
        for (var digits = 1; digits < 3 && at < source.Length && source[at] is >= '0' and <= '7'; digits++)
        {
            point = (point * 8) + (source[at++] - '0');
        }

        return CodePointSet.Of(point);
    }

    /// <summary><c>\pL</c>, <c>\p{Lu}</c> or <c>\p{^Lu}</c>.</summary>
    private CodePointSet Property(bool isNegated)
    {
        var isBraced = Accept("{");
        isNegated ^= isBraced && Accept("^");
        var end = isBraced ? source.IndexOf('}', at) : Math.Min(source.Length, at + 1);
        var name = end < 0 ? "" : source[at..end];
        at = end < 0 ? at : isBraced ? end + 1 : end;
        var set = name == "Any" ? CodePointSet.None.Complement() : name.Length == 0 ? null : UnicodeTables.Category(name);
        if (set is null)
        {
            Fail($@"`\p` takes a general category such as `L` or `Lu`, not `{name}`");
            return CodePointSet.None;
        }

        return isNegated ? set.Complement() : set;
    }
}

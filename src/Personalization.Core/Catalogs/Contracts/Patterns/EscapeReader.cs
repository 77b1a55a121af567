using System.Globalization;

using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>Reads what follows a backslash in a pattern, within classes and outside.</summary>
internal sealed class EscapeReader(string source)
{
    /// <summary>Why the last escape is none.</summary>
    public string Error { get; private set; } = "";

    /// <summary>What cannot be matched, or null.</summary>
    public string? Unsupported { get; private set; }

    /// <summary>Reads an escape and moves behind it.</summary>
    /// <param name="at">Behind the backslash.</param>
    /// <returns>The code points that it stands for, or null after an error.</returns>
    public CodePointSet? Read(ref int at)
    {
        if (at == source.Length)
        {
            return Fail("it ends with a backslash.");
        }

        var escaped = source[at++];
        return escaped switch
        {
            'd' => EcmaClasses.Digits,
            'D' => EcmaClasses.Digits.Complement(),
            'w' => EcmaClasses.Words,
            'W' => EcmaClasses.Words.Complement(),
            's' => EcmaClasses.Spaces,
            'S' => EcmaClasses.Spaces.Complement(),
            't' => CodePointSet.Of('\t'),
            'n' => CodePointSet.Of('\n'),
            'v' => CodePointSet.Of('\v'),
            'f' => CodePointSet.Of('\f'),
            'r' => CodePointSet.Of('\r'),
            '0' when at == source.Length || !char.IsAsciiDigit(source[at]) => CodePointSet.Of('\0'),
            'c' when at < source.Length && char.IsAsciiLetter(source[at]) => CodePointSet.Of(source[at++] % 32),
            'x' => Hex(ref at, 2) is { } unit ? CodePointSet.Of(unit) : Fail(@"`\x` needs two hexadecimal digits."),
            'u' => Unicode(ref at),
            'p' or 'P' => Property(ref at, escaped == 'P'),
            _ when !char.IsLetterOrDigit(escaped) => CodePointSet.Of(escaped),
            _ => Fail($@"`\{escaped}` means nothing."),
        };
    }

    private CodePointSet? Unicode(ref int at)
    {
        if (at < source.Length && source[at] == '{')
        {
            var end = source.IndexOf('}', at);
            var digits = end < 0 ? default : source.AsSpan(at + 1, end - at - 1);
            at = end + 1;
            return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10FFFF
                ? CodePointSet.Of(point)
                : Fail(@"`\u{…}` needs a code point up to 10FFFF.");
        }

        if (Hex(ref at, 4) is not { } unit)
        {
            return Fail(@"`\u` needs four hexadecimal digits.");
        }

        var behind = at + 2;
        if (char.IsHighSurrogate((char)unit) && source.AsSpan(at).StartsWith(@"\u") && Hex(ref behind, 4) is { } low && char.IsLowSurrogate((char)low))
        {
            at = behind;
            return CodePointSet.Of(char.ConvertToUtf32((char)unit, (char)low));
        }

        return CodePointSet.Of(unit);
    }

    private int? Hex(ref int at, int digits)
    {
        if (at + digits > source.Length
            || !int.TryParse(source.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            return null;
        }

        at += digits;
        return unit;
    }

    private CodePointSet? Property(ref int at, bool isNegated)
    {
        var end = at < source.Length && source[at] == '{' ? source.IndexOf('}', at) : -1;
        if (end < 0)
        {
            return Fail(@"`\p` needs the name of a property in braces.");
        }

        var name = source[(at + 1)..end];
        at = end + 1;
        if (name == "Any")
        {
            return isNegated ? CodePointSet.None : CodePointSet.Of((0, 0x10FFFF));
        }

        if (name == "ASCII")
        {
            return isNegated ? CodePointSet.Of((0, 0x7F)).Complement() : CodePointSet.Of((0, 0x7F));
        }

        if (UnicodeCategories.Find(name) is { } category)
        {
            var set = UnicodeTables.Category(category)!;
            return isNegated ? set.Complement() : set;
        }

        Unsupported = $"the Unicode property `{name}`, which is no general category";
        return CodePointSet.None;
    }

    private CodePointSet? Fail(string error)
    {
        Error = error;
        return null;
    }
}

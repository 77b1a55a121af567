using System.Globalization;
using System.Text;

namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>
/// Parses one pattern (https://tc39.es/ecma262/#sec-patterns, Unicode mode) and writes it for .NET. As in browsers' lenient mode,
/// brackets and escaped punctuation may stand for themselves; letters may not be escaped without meaning.
/// </summary>
internal sealed class EcmaPatternParser(string source)
{
    private readonly StringBuilder translated = new(source.Length + 16);
    private readonly EscapeReader escapes = new(source);
    private int at;
    private int depth;

    /// <summary>Why the pattern is none.</summary>
    public string Error { get; private set; } = "";

    /// <summary>What of it cannot be matched in linear time, or null.</summary>
    public string? Unsupported { get; private set; }

    /// <summary>Parses the pattern; false leaves an <see cref="Error"/>.</summary>
    public bool TryParse(out string written)
    {
        var isPattern = Alternatives() && (at == source.Length || Fail("a `)` has no `(`."));
        written = translated.ToString();
        return isPattern;
    }

    private bool Alternatives()
    {
        while (at < source.Length && source[at] != ')')
        {
            if (source[at] == '|')
            {
                at++;
                translated.Append('|');
            }
            else if (!Term())
            {
                return false;
            }
        }

        return true;
    }

    private bool Term()
    {
        if (source[at] is '^' or '$')
        {
            // .NET's $ also stops before a last line feed.
            translated.Append(source[at++] == '$' ? @"\z" : "^");
            return true;
        }

        if (source[at] == '\\' && at + 1 < source.Length && source[at + 1] is 'b' or 'B')
        {
            translated.Append(source, at, 2);
            at += 2;
            return true;
        }

        return Atom() && Quantifier();
    }

    private bool Atom()
    {
        switch (source[at])
        {
            case '*' or '+' or '?':
                return Fail($"there is nothing that `{source[at]}` could repeat.");
            case '(':
                return Group();
            case '[':
                return Class();
            case '.':
                at++;
                translated.Append(CodePoints.LineEnds.Write(isNegated: true));
                return true;
            case '\\':
                at++;
                return Escape();
            default:
                var one = char.IsSurrogatePair(source, at) ? char.ConvertToUtf32(source, at) : source[at];
                at += one > char.MaxValue ? 2 : 1;
                translated.Append(CodePoints.Of(one).Write(isNegated: false));
                return true;
        }
    }

    private bool Escape()
    {
        if (at < source.Length && source[at] is (>= '1' and <= '9') or 'k')
        {
            Unsupported = "back-references, which take unbounded time";
            return BackReference();
        }

        var set = escapes.Read(ref at);
        Unsupported ??= escapes.Unsupported;
        translated.Append(set?.Write(isNegated: false));
        return set is not null || Fail(escapes.Error);
    }

    private bool BackReference()
    {
        if (source[at] != 'k')
        {
            at++;
            return true;
        }

        at++;
        return at < source.Length && source[at] == '<' && Name();
    }

    private bool Group()
    {
        at++;
        if (at < source.Length && source[at] == '?' && !GroupKind())
        {
            return Fail("a group begins with `(?` and none of `:`, `<name>`, `=`, `!`, `<=`, `<!`.");
        }

        if (++depth > Limits.ExpressionDepthMax)
        {
            return Fail($"groups nest deeper than {Limits.ExpressionDepthMax}.");
        }

        // Only whether there is a match matters: what groups capture would cost time for nothing.
        translated.Append("(?:");
        if (!Alternatives())
        {
            return false;
        }

        if (at == source.Length)
        {
            return Fail("a `(` has no `)`.");
        }

        at++;
        depth--;
        translated.Append(')');
        return true;
    }

    private bool GroupKind()
    {
        at++;
        var rest = source.AsSpan(at);
        if (rest.StartsWith(":"))
        {
            at++;
            return true;
        }

        var isLook = rest.StartsWith("=") || rest.StartsWith("!") || rest.StartsWith("<=") || rest.StartsWith("<!");
        if (isLook)
        {
            Unsupported = "look-around, which takes unbounded time";
            at += rest[0] == '<' ? 2 : 1;
            return true;
        }

        return rest.StartsWith("<") && Name();
    }

    // At the `<` of a group's name; behind its `>` afterwards.
    private bool Name()
    {
        var start = ++at;
        while (at < source.Length && (source[at] is '_' or '$' || char.IsLetter(source[at]) || (at > start && char.IsDigit(source[at]))))
        {
            at++;
        }

        return at > start && at < source.Length && source[at++] == '>';
    }

    private bool Class()
    {
        var isClass = new ClassReader(source, escapes).TryRead(ref at, out var written, out var error);
        Unsupported ??= escapes.Unsupported;
        translated.Append(written);
        return isClass || Fail(error);
    }

    private bool Quantifier()
    {
        if (at == source.Length)
        {
            return true;
        }

        if (source[at] is '*' or '+' or '?')
        {
            translated.Append(source[at++]);
        }
        else if (source[at] != '{' || !Repetition())
        {
            return true;
        }

        if (at < source.Length && source[at] == '?')
        {
            at++;
            translated.Append('?');
        }

        return true;
    }

    // A brace that is no repetition stands for itself.
    private bool Repetition()
    {
        var end = source.IndexOf('}', at);
        var bounds = end < 0 ? [] : source[(at + 1)..end].Split(',');
        var isRepetition = bounds.Length is 1 or 2 && IsNumber(bounds[0]) && (bounds.Length == 1 || bounds[1].Length == 0 || IsNumber(bounds[1]));
        if (isRepetition)
        {
            translated.Append(source, at, end + 1 - at);
            at = end + 1;
        }

        return isRepetition;
    }

    private static bool IsNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private bool Fail(string error)
    {
        Error = error;
        return false;
    }
}

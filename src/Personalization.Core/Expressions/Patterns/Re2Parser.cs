using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Patterns;

/// <summary>
/// Reads a pattern in the syntax that CEL asks for: https://github.com/google/re2/wiki/Syntax. All of it but the properties of scripts
/// (<c>\p{Greek}</c>) and <c>\C</c>.
/// </summary>
internal sealed partial class Re2Parser(string source)
{
    private static readonly PatternNode Nothing = new InOrder([]);
    private int at;
    private int depth;
    private bool ignoresCase;
    private bool isMultiline;
    private bool dotTakesLineFeed;
    private string? error;

    /// <summary>The pattern, or null with what is wrong with it.</summary>
    public PatternNode? Parse(out string? problem)
    {
        var node = Alternatives();
        if (error is null && at < source.Length)
        {
            Fail("a `)` has no `(`");
        }

        problem = error;
        return error is null ? node : null;
    }

    private PatternNode Alternatives()
    {
        // Flags that are set in a group end with it.
        var flags = (ignoresCase, isMultiline, dotTakesLineFeed);
        var alternatives = ImmutableArray.CreateBuilder<PatternNode>();
        var parts = ImmutableArray.CreateBuilder<PatternNode>();
        while (error is null && at < source.Length && source[at] != ')')
        {
            if (Accept("|"))
            {
                alternatives.Add(new InOrder(parts.ToImmutable()));
                parts.Clear();
            }
            else if (Accept(@"\Q"))
            {
                Quoted(parts);
            }
            else
            {
                parts.Add(Quantified(Atom()));
            }
        }

        (ignoresCase, isMultiline, dotTakesLineFeed) = flags;
        alternatives.Add(new InOrder(parts.ToImmutable()));
        return alternatives.Count == 1 ? alternatives[0] : new EitherOf(alternatives.ToImmutable());
    }

    /// <summary><c>\Q…\E</c>: all of it stands for itself; what repeats, repeats the last of it.</summary>
    private void Quoted(ImmutableArray<PatternNode>.Builder parts)
    {
        var isClosed = Accept(@"\E");
        while (!isClosed && at < source.Length)
        {
            var one = new OneOf(Cased(CodePointSet.Of(TakePoint())));
            isClosed = Accept(@"\E");
            parts.Add(isClosed ? Quantified(one) : one);
        }
    }

    private PatternNode Atom()
    {
        switch (source[at])
        {
            case '*' or '+' or '?':
                return Fail($"there is nothing that `{source[at]}` could repeat");
            case '(':
                at++;
                return Group();
            case '[':
                at++;
                return new OneOf(Class());
            case '.':
                at++;
                return new OneOf(dotTakesLineFeed ? CodePointSet.None.Complement() : CodePointSet.Of('\n').Complement());
            case '^':
                at++;
                return new At(isMultiline ? PatternPlace.LineStart : PatternPlace.TextStart);
            case '$':
                at++;
                return new At(isMultiline ? PatternPlace.LineEnd : PatternPlace.TextEnd);
            case '\\':
                at++;
                return (PatternNode?)PlaceOf() ?? new OneOf(Cased(Escape()));
            default:
                return new OneOf(Cased(CodePointSet.Of(TakePoint())));
        }
    }

    /// <summary>What a letter behind a backslash asks of the place.</summary>
    private At? PlaceOf()
    {
        PatternPlace? place = at == source.Length ? null : source[at] switch
        {
            'A' => PatternPlace.TextStart,
            'z' => PatternPlace.TextEnd,
            'b' => PatternPlace.WordBoundary,
            'B' => PatternPlace.NoWordBoundary,
            _ => null,
        };
        at += place is null ? 0 : 1;
        return place is null ? null : new At(place.Value);
    }

    private PatternNode Group()
    {
        if (++depth > Limits.ExpressionDepthMax)
        {
            return Fail($"groups nest at most {Limits.ExpressionDepthMax} levels deep");
        }

        var flags = (ignoresCase, isMultiline, dotTakesLineFeed);
        var isGroup = !Accept("?") || GroupKind();
        var inner = isGroup && error is null ? Alternatives() : Nothing;
        if (error is null && !Accept(")"))
        {
            Fail("a `(` has no `)`");
        }

        if (isGroup)
        {
            (ignoresCase, isMultiline, dotTakesLineFeed) = flags;
        }

        depth--;
        return inner;
    }

    /// <summary>What stands behind <c>(?</c>. False for flags without a part: they are good for what follows in the group around them.</summary>
    private bool GroupKind()
    {
        if (Accept("P<") || Accept("<"))
        {
            var end = source.IndexOf('>', at);
            var isName = end > at && source.AsSpan(at, end - at).IndexOfAnyExcept(WordChars) < 0;
            at = isName ? end + 1 : at;
            return isName || Fail("a name of a group consists of letters, digits and `_` and ends with `>`") is null;
        }

        var isOn = true;
        for (; at < source.Length; at++)
        {
            switch (source[at])
            {
                case 'i':
                    ignoresCase = isOn;
                    break;
                case 'm':
                    isMultiline = isOn;
                    break;
                case 's':
                    dotTakesLineFeed = isOn;
                    break;
                case 'U':
                    // Which match is preferred does not matter where only one is asked for.
                    break;
                case '-' when isOn:
                    isOn = false;
                    break;
                case ':':
                    at++;
                    return true;
                case ')':
                    return false;
                default:
                    Fail("behind `(?` stand flags such as `i`, `:` or `P<name>`; there is no look-around");
                    return false;
            }
        }

        return false;
    }

    private PatternNode Quantified(PatternNode part)
    {
        if (error is not null || at == source.Length || !Repetition.TryRead(source, ref at, out var times))
        {
            return part;
        }

        Accept("?");
        if (times.Least > Limits.PatternRepetitionsMax || times.Most > Limits.PatternRepetitionsMax || times.Least > times.Most)
        {
            return Fail($"a repetition goes up to {Limits.PatternRepetitionsMax}, from the smaller number to the larger");
        }

        return at < source.Length && source[at] is '*' or '+' or '?'
            ? Fail($"there is nothing that `{source[at]}` could repeat")
            : new Repeated(part, times.Least, times.Most);
    }

    private int TakePoint()
    {
        var isPair = char.IsSurrogatePair(source, at);
        var point = isPair ? char.ConvertToUtf32(source, at) : source[at];
        at += isPair ? 2 : 1;
        return point;
    }

    private bool Accept(string text)
    {
        if (!source.AsSpan(at).StartsWith(text))
        {
            return false;
        }

        at += text.Length;
        return true;
    }

    private CodePointSet Cased(CodePointSet set) => ignoresCase ? UnicodeTables.IgnoreCase(set) : set;

    private PatternNode Fail(string message)
    {
        error ??= $"at character {at}: {message}";
        return Nothing;
    }
}

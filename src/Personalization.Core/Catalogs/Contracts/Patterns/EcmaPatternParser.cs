using System.Collections.Immutable;
using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>
/// Parses one pattern (https://tc39.es/ecma262/#sec-patterns, Unicode mode). As in browsers' lenient mode,
/// brackets and escaped punctuation may stand for themselves; letters may not be escaped without meaning.
/// </summary>
internal sealed class EcmaPatternParser(string source)
{
    private readonly EscapeReader escapes = new(source);
    private int at;
    private int depth;

    /// <summary>Why the pattern is none.</summary>
    public string Error { get; private set; } = "";

    /// <summary>What of it cannot be matched in linear time, or null.</summary>
    public string? Unsupported { get; private set; }

    /// <summary>Parses the pattern; null leaves an <see cref="Error"/>.</summary>
    public PatternNode? Parse()
    {
        var node = Alternatives();
        return node is not null && at < source.Length ? Fail("a `)` has no `(`.") : node;
    }

    private PatternNode? Alternatives()
    {
        var alternatives = ImmutableArray.CreateBuilder<PatternNode>();
        var parts = ImmutableArray.CreateBuilder<PatternNode>();
        while (at < source.Length && source[at] != ')')
        {
            if (source[at] == '|')
            {
                at++;
                alternatives.Add(new InOrder(parts.ToImmutable()));
                parts.Clear();
            }
            else if (Term() is { } term)
            {
                parts.Add(term);
            }
            else
            {
                return null;
            }
        }

        alternatives.Add(new InOrder(parts.ToImmutable()));
        return alternatives.Count == 1 ? alternatives[0] : new EitherOf(alternatives.ToImmutable());
    }

    private PatternNode? Term()
    {
        if (source[at] is '^' or '$')
        {
            return new At(source[at++] == '^' ? PatternPlace.TextStart : PatternPlace.TextEnd);
        }

        if (source[at] == '\\' && at + 1 < source.Length && source[at + 1] is 'b' or 'B')
        {
            at += 2;
            return new At(source[at - 1] == 'b' ? PatternPlace.WordBoundary : PatternPlace.NoWordBoundary);
        }

        return Atom() is { } atom ? Quantified(atom) : null;
    }

    private PatternNode? Atom()
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
                return new OneOf(EcmaClasses.LineEnds.Complement());
            case '\\':
                at++;
                return Escape();
            default:
                var one = char.IsSurrogatePair(source, at) ? char.ConvertToUtf32(source, at) : source[at];
                at += one > char.MaxValue ? 2 : 1;
                return new OneOf(CodePointSet.Of(one));
        }
    }

    private PatternNode? Escape()
    {
        if (at < source.Length && source[at] is (>= '1' and <= '9') or 'k')
        {
            Unsupported = "back-references, which take unbounded time";
            return BackReference() ? new InOrder([]) : Fail("`\\k` needs the name of a group in angle brackets.");
        }

        var set = escapes.Read(ref at);
        Unsupported ??= escapes.Unsupported;
        return set is null ? Fail(escapes.Error) : new OneOf(set);
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

    private PatternNode? Group()
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

        var inner = Alternatives();
        if (inner is not null && at++ == source.Length)
        {
            return Fail("a `(` has no `)`.");
        }

        depth--;
        return inner;
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

    private PatternNode? Class()
    {
        var isClass = new ClassReader(source, escapes).TryRead(ref at, out var set, out var error);
        Unsupported ??= escapes.Unsupported;
        return isClass ? new OneOf(set) : Fail(error);
    }

    private PatternNode? Quantified(PatternNode atom)
    {
        if (at == source.Length || !Repetition.TryRead(source, ref at, out var times))
        {
            return atom;
        }

        at += at < source.Length && source[at] == '?' ? 1 : 0;
        return times.Least > times.Most ? Fail("a repetition goes from the smaller number to the larger.") : new Repeated(atom, times.Least, times.Most);
    }

    private PatternNode? Fail(string error)
    {
        Error = error;
        return null;
    }
}

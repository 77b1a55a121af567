using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>Reads a character class such as <c>[^a-z\d]</c>.</summary>
internal sealed class ClassReader(string source, EscapeReader escapes)
{
    /// <summary>Reads a class and moves behind it.</summary>
    /// <param name="at">At its bracket.</param>
    /// <param name="read">The class.</param>
    /// <param name="error">Why it is none.</param>
    public bool TryRead(ref int at, out CodePointSet read, out string error)
    {
        (read, error) = (CodePointSet.None, "a `[` has no `]`.");
        at++;
        var isNegated = at < source.Length && source[at] == '^';
        at += isNegated ? 1 : 0;
        var set = CodePointSet.None;
        while (at < source.Length && source[at] != ']')
        {
            if (Member(ref at) is not { } member)
            {
                error = escapes.Error;
                return false;
            }

            if (at + 1 < source.Length && source[at] == '-' && source[at + 1] != ']')
            {
                at++;
                if (Member(ref at) is not { } last)
                {
                    error = escapes.Error;
                    return false;
                }

                if (member.Single > last.Single)
                {
                    error = "a range of a class ends before it begins.";
                    return false;
                }

                set = set.With(Range(member, last));
            }
            else
            {
                set = set.With(member);
            }
        }

        read = isNegated ? set.Complement() : set;
        return at++ < source.Length;
    }

    // Between sets such as \d a hyphen stands for itself.
    private static CodePointSet Range(CodePointSet first, CodePointSet last) => first.Single is { } from && last.Single is { } to
        ? CodePointSet.Of((from, to))
        : first.With(CodePointSet.Of('-')).With(last);

    private CodePointSet? Member(ref int at)
    {
        if (source[at] == '\\')
        {
            at++;
            if (at < source.Length && source[at] == 'b')
            {
                at++;
                return CodePointSet.Of('\b');
            }

            return escapes.Read(ref at);
        }

        var one = char.IsSurrogatePair(source, at) ? char.ConvertToUtf32(source, at) : source[at];
        at += one > char.MaxValue ? 2 : 1;
        return CodePointSet.Of(one);
    }
}

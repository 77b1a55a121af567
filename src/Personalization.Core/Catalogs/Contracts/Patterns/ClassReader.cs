namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>Reads a character class such as <c>[^a-z\d]</c>.</summary>
internal sealed class ClassReader(string source, EscapeReader escapes)
{
    /// <summary>Reads a class and moves behind it.</summary>
    /// <param name="at">At its bracket.</param>
    /// <param name="written">The class, written for .NET.</param>
    /// <param name="error">Why it is none.</param>
    public bool TryRead(ref int at, out string written, out string error)
    {
        (written, error) = ("", "a `[` has no `]`.");
        at++;
        var isNegated = at < source.Length && source[at] == '^';
        at += isNegated ? 1 : 0;
        var set = CodePoints.Of();
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

                Add(set, member, last);
            }
            else
            {
                set.Add(member);
            }
        }

        written = set.Write(isNegated);
        return at++ < source.Length;
    }

    // Between sets such as \d a hyphen stands for itself.
    private static void Add(CodePoints set, CodePoints first, CodePoints last)
    {
        if (first.Single is { } from && last.Single is { } to)
        {
            set.Add(CodePoints.Of((from, to)));
            return;
        }

        set.Add(first);
        set.Add(CodePoints.Of('-'));
        set.Add(last);
    }

    private CodePoints? Member(ref int at)
    {
        if (source[at] == '\\')
        {
            at++;
            if (at < source.Length && source[at] == 'b')
            {
                at++;
                return CodePoints.Of('\b');
            }

            return escapes.Read(ref at);
        }

        var one = char.IsSurrogatePair(source, at) ? char.ConvertToUtf32(source, at) : source[at];
        at += one > char.MaxValue ? 2 : 1;
        return CodePoints.Of(one);
    }
}

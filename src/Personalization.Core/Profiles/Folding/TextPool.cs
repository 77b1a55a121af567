namespace Personalization.Core.Profiles.Folding;

/// <summary>
/// One copy of texts that many profiles hold (paths, devices, locales, error codes, account ids), which otherwise would be most of their
/// memory. A table of fixed size that forgets on collision: sharing is never needed for correctness. Safe from many threads, because
/// a reference is written at once and an entry is compared before it is given out.
/// </summary>
internal sealed class TextPool
{
    private readonly string?[] texts = new string?[Limits.SharedTextsMax];

    /// <summary>A text equal to this one, the shared copy where there is one.</summary>
    public string Share(string text)
    {
        ref var entry = ref texts[(uint)text.GetHashCode(StringComparison.Ordinal) % (uint)texts.Length];
        var known = entry;
        if (known is not null && string.Equals(known, text, StringComparison.Ordinal))
        {
            return known;
        }

        entry = text;
        return text;
    }
}

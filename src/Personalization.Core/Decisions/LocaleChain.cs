using System.Collections.Immutable;

namespace Personalization.Core.Decisions;

/// <summary>Finds the best language that something is written in: <c>de-AT</c>, else <c>de</c>, else the catalog's default.</summary>
/// <remarks>The look-up of RFC 4647, section 3.4: subtags are cut from the end; letter case does not matter.</remarks>
public sealed class LocaleChain
{
    private readonly string[] locales;
    private readonly int defaultIndex;

    /// <summary>A chain over the locales that something is written in.</summary>
    /// <param name="locales">The locales; their index is what <see cref="Find"/> returns.</param>
    /// <param name="defaultLocale">The one of them that is taken where no better one is to be had; else the first.</param>
    public LocaleChain(IEnumerable<string> locales, string defaultLocale)
    {
        this.locales = [.. locales];
        defaultIndex = Math.Max(0, Array.IndexOf(this.locales, defaultLocale));
    }

    /// <summary>The locales in the order of their indexes.</summary>
    public ImmutableArray<string> Locales => [.. locales];

    /// <summary>The index of the best locale for what is wanted. Allocates nothing.</summary>
    /// <param name="wanted">A BCP 47 tag, or null for the default.</param>
    public int Find(string? wanted)
    {
        var rest = wanted.AsSpan();
        while (rest.Length > 0)
        {
            for (var at = 0; at < locales.Length; at++)
            {
                if (rest.Equals(locales[at], StringComparison.OrdinalIgnoreCase))
                {
                    return at;
                }
            }

            rest = rest[..Math.Max(0, rest.LastIndexOf('-'))];
        }

        return defaultIndex;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Personalization.Core.Decisions;
using Personalization.Gateway.Pages.Html;

namespace Personalization.Gateway.Pages.Texts;

/// <summary>The language of a visit: the page's own texts in it, and those of the catalog.</summary>
/// <param name="Texts">The page's own texts.</param>
/// <param name="Wanted">What the person reads, as a BCP 47 tag: closer than the language of the texts where it names a country.</param>
internal sealed record PageLanguage(PageTexts Texts, string Wanted)
{
    /// <summary>The languages that the page is written in; the first where none of them is read.</summary>
    public static IReadOnlyList<PageTexts> All { get; } = [EnglishTexts.Texts, GermanTexts.Texts];

    // The empty tag is never asked for, so it stands for: none of them.
    private static readonly LocaleChain Written = new(All.Select(one => one.Language).Prepend(""), "");

    /// <summary>The language of the first wish that can be met; in that order: chosen on the page, named by the link, asked for by the browser, known of the person.</summary>
    /// <param name="http">The visit.</param>
    /// <param name="ofLink">What the link names.</param>
    /// <param name="ofPerson">What is known of the person.</param>
    public static PageLanguage Of(HttpContext http, string? ofLink, string? ofPerson)
    {
        foreach (var wish in Wishes(http, ofLink).Append(ofPerson))
        {
            if (Written.Find(wish) is var at and > 0)
            {
                return new PageLanguage(All[at - 1], wish!);
            }
        }

        return new PageLanguage(All[0], All[0].Language);
    }

    /// <summary>The best of a catalog's texts; null where there are none.</summary>
    /// <param name="texts">By locale.</param>
    /// <param name="defaultLocale">The catalog's.</param>
    public WrittenText? Best(IReadOnlyDictionary<string, string> texts, string defaultLocale)
    {
        if (texts.Count == 0)
        {
            return null;
        }

        var chain = new LocaleChain(texts.Keys, defaultLocale);
        var locale = chain.Locales[chain.Find(Wanted)];
        return new WrittenText(texts[locale], TagOf(locale));
    }

    /// <summary>What a text in a language has to say of it; null where that is the page's own.</summary>
    public string? TagOf(string locale) => string.Equals(locale.Split('-')[0], Texts.Language, StringComparison.OrdinalIgnoreCase) ? null : locale;

    private static IEnumerable<string?> Wishes(HttpContext http, string? ofLink)
    {
        yield return http.Request.Query["lang"];
        yield return ofLink;
        foreach (var accepted in new RequestHeaders(http.Request.Headers).AcceptLanguage.Where(one => one.Quality != 0).OrderByDescending(one => one.Quality ?? 1))
        {
            yield return accepted.Value.Value;
        }
    }
}

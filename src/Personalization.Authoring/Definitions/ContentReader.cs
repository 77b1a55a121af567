using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads what is shown of an action, in all its languages.</summary>
internal sealed class ContentReader(CatalogScope scope, string defaultLocale)
{
    /// <summary>Reads the texts.</summary>
    public LocalizedContent ReadContent(Definition action)
    {
        var content = action.Node.Entry("content")!;
        RequireDefaultLocale(content);
        if (content.Value[defaultLocale] is { } standard)
        {
            foreach (var text in content.Value.Entries.SelectMany(locale => locale.Value.Entries))
            {
                if (standard[text.Key] is null)
                {
                    scope.Problems.Add(text.KeyPlace, "unknown_text", $"The default locale `{defaultLocale}` has no text `{text.Key}`.", Suggestion.For(text.Key, standard.Entries.Select(entry => entry.Key), "It has"));
                }
            }
        }

        return new LocalizedContent(content.Value.Entries.ToImmutableSortedDictionary(locale => locale.Key, locale => Texts(locale.Value), StringComparer.Ordinal));
    }

    /// <summary>Reads why somebody sees it.</summary>
    public ImmutableSortedDictionary<string, string> ReadWhy(Definition action)
    {
        var why = action.Node.Entry("why")!;
        RequireDefaultLocale(why);
        return Texts(why.Value);
    }

    private void RequireDefaultLocale(SourceEntry texts)
    {
        if (texts.Value[defaultLocale] is null)
        {
            scope.Problems.Add(texts.KeyPlace, "missing_locale", $"`{texts.Key}` has no text in the default locale `{defaultLocale}`.", "It is what everybody falls back to; add it.");
        }
    }

    private static ImmutableSortedDictionary<string, string> Texts(SourceNode map) =>
        map.Entries.ToImmutableSortedDictionary(text => text.Key, text => text.Value.Text, StringComparer.Ordinal);
}

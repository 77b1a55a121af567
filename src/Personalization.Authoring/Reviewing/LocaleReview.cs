using Personalization.Authoring.Definitions;
using Personalization.Authoring.Sources;

namespace Personalization.Authoring.Reviewing;

/// <summary>Finds texts that are missing in a language that other texts of the same action have, and tags that are no language.</summary>
internal static class LocaleReview
{
    /// <summary>Notes the warnings.</summary>
    public static void Check(ReviewScope scope)
    {
        if (scope.Sources.Header.Node["defaultLocale"] is { } standard)
        {
            CheckTag(scope, standard.Text, standard.Place);
        }

        foreach (var action in scope.Section(SectionNames.Actions))
        {
            Check(scope, action.Node.Entry("content")!, action.Node.Entry("why")!);
        }
    }

    private static void Check(ReviewScope scope, SourceEntry content, SourceEntry why)
    {
        foreach (var locale in content.Value.Entries.Concat(why.Value.Entries).DistinctBy(entry => entry.Key))
        {
            CheckTag(scope, locale.Key, locale.KeyPlace);
            foreach (var texts in (SourceEntry[])[content, why])
            {
                if (texts.Value[locale.Key] is null)
                {
                    Missing(scope, texts.KeyPlace, texts.Key, locale.Key);
                }
            }
        }

        var standard = content.Value[scope.Catalog.DefaultLocale]!;
        foreach (var locale in content.Value.Entries)
        {
            foreach (var text in standard.Entries.Where(text => locale.Value[text.Key] is null))
            {
                Missing(scope, locale.KeyPlace, text.Key, locale.Key);
            }
        }
    }

    private static void Missing(ReviewScope scope, SourcePlace place, string text, string locale) =>
        scope.Warn(place, "missing_translation", $"`{text}` is missing in `{locale}`, in which other texts of the action are.");

    private static void CheckTag(ReviewScope scope, string tag, SourcePlace place)
    {
        if (LocaleTag.FindProblem(tag) is { } problem)
        {
            scope.Warn(place, "unknown_locale", problem, "A locale is a BCP 47 tag such as `en`, `de-AT` or `zh-Hant`.");
        }
    }
}

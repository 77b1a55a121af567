using System.Globalization;
using Personalization.Core.Catalogs;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Html;
using Personalization.Grains;

namespace Personalization.Gateway.Pages.Parts;

/// <summary>The part about what data are used for.</summary>
internal static class ConsentPart
{
    /// <summary>Adds it.</summary>
    public static void Add(HtmlText page, PageVisit visit, ChoiceForm form)
    {
        page.Add($"<fieldset class=\"card\"><legend>{visit.Texts.Purposes}</legend>\n<p class=\"hint\">{visit.Texts.PurposesHint}</p>\n");
        var row = 0;
        foreach (var definition in visit.Catalog.Purposes)
        {
            var purpose = definition.Id;
            if (!visit.View.Consents.TryGetValue(purpose, out var consent))
            {
                continue;
            }

            var id = $"{ChoiceFields.Consent}.{row++}";
            var (name, meaning) = Describe(visit, definition);
            var isTicked = form.Consents.GetValueOrDefault(purpose, consent.IsGranted);
            page.Add($"<div class=\"choice\"><input type=\"checkbox\" id=\"{id}\" name=\"{ChoiceFields.Consent}\" value=\"{purpose}\" aria-describedby=\"{id}-hint\"{(isTicked ? " checked" : "")}>")
                .Add($"<input type=\"hidden\" name=\"{ChoiceFields.Consent}{ChoiceFields.Shown}\" value=\"{ChoiceFields.Mark(purpose, consent.IsGranted)}\">")
                .Add($"<label for=\"{id}\">{name}</label><p class=\"hint\" id=\"{id}-hint\">{meaning}{(meaning.Text.Length > 0 ? " " : "")}{Said(visit, consent)}</p></div>\n");
        }

        page.Add($"</fieldset>\n");
    }

    /// <summary>The catalog's words for it where it has some: they say what this product does.</summary>
    private static (WrittenText Name, WrittenText Meaning) Describe(PageVisit visit, PurposeDefinition purpose)
    {
        var written = visit.Language.Best(purpose.Description, visit.Catalog.DefaultLocale);
        if (visit.Texts.BuiltInPurposes.TryGetValue(purpose.Id, out var builtIn))
        {
            return (new WrittenText(builtIn.Name, null), written ?? new WrittenText(builtIn.Meaning, null));
        }

        return (written ?? new WrittenText(purpose.Id, null), new WrittenText("", null));
    }

    private static string Said(PageVisit visit, ConsentView consent)
    {
        if (consent.Said is not { } said)
        {
            return visit.Texts.NeverSaid;
        }

        var day = visit.Clock.DayOf(said).ToString(visit.Texts.DayFormat, CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(consent.Source) || consent.Source == ChoiceSaving.Source
            ? string.Format(CultureInfo.InvariantCulture, visit.Texts.SaidOn, day)
            : string.Format(CultureInfo.InvariantCulture, visit.Texts.SaidOnAt, day, consent.Source);
    }
}

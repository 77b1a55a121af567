using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Html;

namespace Personalization.Gateway.Pages.Parts;

/// <summary>The part about where data may come from.</summary>
internal static class SourcePart
{
    /// <summary>Adds it; nothing where the catalog names no source.</summary>
    public static void Add(HtmlText page, PageVisit visit, ChoiceForm form)
    {
        if (visit.Form.DataSources.Count == 0)
        {
            return;
        }

        page.Add($"<fieldset class=\"card\"><legend>{visit.Texts.DataSources}</legend>\n<p class=\"hint\">{visit.Texts.DataSourcesHint}</p>\n");
        var row = 0;
        foreach (var source in visit.Catalog.DataSources)
        {
            if (visit.Form.DataSources.TryGetValue(source.Id, out var wasTicked))
            {
                var name = visit.Language.Best(source.Description, visit.Catalog.DefaultLocale) ?? new WrittenText(source.Id, null);
                page.AddBox($"{ChoiceFields.DataSource}.{row++}", ChoiceFields.DataSource, source.Id, form.DataSources.GetValueOrDefault(source.Id, wasTicked), wasTicked, name);
            }
        }

        page.Add($"</fieldset>\n");
    }
}

using System.Globalization;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Html;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Pages.Parts;
using Personalization.Gateway.Pages.Recent;
using Personalization.Gateway.Pages.Texts;

namespace Personalization.Gateway.Pages;

/// <summary>The page on which a person chooses.</summary>
/// <param name="visit">Whose.</param>
/// <param name="form">What stands in its fields.</param>
/// <param name="faults">What is wrong with that.</param>
/// <param name="recent">What they got lately.</param>
/// <param name="isSaved">Whether it was just saved.</param>
internal sealed class ChoicePage(PageVisit visit, ChoiceForm form, IReadOnlyList<ChoiceFault> faults, IReadOnlyList<RecentAction> recent, bool isSaved)
{
    private readonly PageTexts texts = visit.Texts;

    /// <summary>The title.</summary>
    public string Title => (faults.Count > 0 ? texts.ErrorPrefix : "") + texts.Title;

    /// <summary>What stands in it.</summary>
    public HtmlText Write()
    {
        var page = new HtmlText();
        AddHead(page);
        if (visit.Link.May(LinkRights.Consents) || visit.Link.May(LinkRights.Preferences))
        {
            page.Add($"<form method=\"post\" action=\"?lang={texts.Language}\">\n");
            if (visit.Link.May(LinkRights.Consents))
            {
                ConsentPart.Add(page, visit, form);
            }

            if (visit.Link.May(LinkRights.Preferences))
            {
                SourcePart.Add(page, visit, form);
                TopicPart.Add(page, visit, form, faults);
                TimePart.Add(page, visit, form, faults);
            }

            page.Add($"<p class=\"save\"><button type=\"submit\">{texts.Save}</button></p>\n");
            if (visit.Link.May(LinkRights.Preferences))
            {
                page.Add($"<div class=\"card\"><button class=\"plain\" type=\"submit\" name=\"{ChoiceFields.Do}\" value=\"{ChoiceFields.Off}\" aria-describedby=\"off-hint\">{texts.EverythingOff}</button>\n")
                    .Add($"<p class=\"hint\" id=\"off-hint\">{texts.EverythingOffHint}</p></div>\n");
            }

            page.Add($"</form>\n");
        }

        if (visit.Link.May(LinkRights.Preferences))
        {
            RecentPart.Add(page, visit, recent);
        }

        SelfServicePart.Add(page, visit);
        AddFoot(page);
        return page;
    }

    private void AddHead(HtmlText page)
    {
        page.Add($"<nav aria-label=\"{texts.Languages}\">\n");
        foreach (var other in PageLanguage.All)
        {
            if (other == texts)
            {
                page.Add($"<span aria-current=\"true\">{other.LanguageName}</span>\n");
            }
            else
            {
                page.Add($"<a href=\"?lang={other.Language}\" lang=\"{other.Language}\" hreflang=\"{other.Language}\">{other.LanguageName}</a>\n");
            }
        }

        page.Add($"</nav>\n<h1>{texts.Title}</h1>\n<p>{texts.Intro}</p>\n");
        if (isSaved)
        {
            page.Add($"<p class=\"saved\" role=\"status\">{texts.Saved}</p>\n");
        }

        if (faults.Count > 0)
        {
            page.Add($"<div class=\"errors\" role=\"alert\"><h2>{texts.ErrorsTitle}</h2>\n<ul>\n");
            foreach (var fault in faults)
            {
                page.Add($"<li><a href=\"#{fault.Field}\">{fault.Message}</a></li>\n");
            }

            page.Add($"</ul></div>\n");
        }
    }

    private void AddFoot(HtmlText page)
    {
        var until = visit.Clock.DayOf(visit.Link.Expires).ToString(texts.DayFormat, CultureInfo.InvariantCulture);
        page.Add($"<p class=\"hint\">{string.Format(CultureInfo.InvariantCulture, texts.ValidUntil, until)}</p>\n");
        if (visit.Link.ReturnUrl is { } back)
        {
            page.Add($"<p><a href=\"{back}\" rel=\"noreferrer\">{texts.Back}</a></p>\n");
        }
    }
}

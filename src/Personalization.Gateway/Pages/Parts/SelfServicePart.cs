using Personalization.Gateway.Pages.Html;
using Personalization.Gateway.Pages.Links;

namespace Personalization.Gateway.Pages.Parts;

/// <summary>The part about what is kept: to take it, and to have it destroyed.</summary>
internal static class SelfServicePart
{
    /// <summary>Adds it; nothing where the link allows neither.</summary>
    public static void Add(HtmlText page, PageVisit visit)
    {
        var (mayExport, mayErase) = (visit.Link.May(LinkRights.Export), visit.Link.May(LinkRights.Erase));
        if (!mayExport && !mayErase)
        {
            return;
        }

        var texts = visit.Texts;
        page.Add($"<section class=\"card\"><h2>{texts.YourData}</h2>\n<p class=\"hint\">{texts.YourDataHint}</p>\n<ul class=\"links\">\n");
        if (mayExport)
        {
            page.Add($"<li><a href=\"{visit.Token}/export?format=html\">{texts.ReadData}</a></li>\n<li><a href=\"{visit.Token}/export?format=ndjson\">{texts.DownloadData}</a></li>\n");
        }

        if (mayErase)
        {
            page.Add($"<li><a href=\"{visit.Token}/erase?lang={texts.Language}\">{texts.Erase}</a></li>\n");
        }

        page.Add($"</ul>\n</section>\n");
    }
}

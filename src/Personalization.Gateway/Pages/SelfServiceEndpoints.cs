using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Http;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Html;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Pages.Texts;
using Personalization.Gateway.SubjectRequests;

namespace Personalization.Gateway.Pages;

/// <summary><c>/p/{token}/export</c> and <c>/p/{token}/erase</c>: a person takes what is kept about them, or has it destroyed.</summary>
internal sealed class SelfServiceEndpoints(PageDoor door, ExportEndpoints export, EraseEndpoints erasure, Admission admission)
{
    /// <summary>Sends everything that is kept: a summary to read with <c>?format=html</c>, else NDJSON as a file.</summary>
    public async Task Export(HttpContext http)
    {
        if (await door.Open(http, LinkRights.Export) is not { } visit)
        {
            return;
        }

        if (http.Request.Query["format"] == "html")
        {
            PageReply.Guard(http.Response);
            await export.SendSummary(http, visit.Link.Subject);
            return;
        }

        PageReply.Guard(http.Response);
        http.Response.Headers[HeaderNames.ContentDisposition] = "attachment; filename=\"my-data.ndjson\"";
        await export.SendRecords(http, visit.Link.Subject);
    }

    /// <summary>Asks whether the person is sure.</summary>
    public async Task AskErase(HttpContext http)
    {
        if (await door.Open(http, LinkRights.Erase) is { } visit)
        {
            await Ask(http, visit, isMissing: false);
        }
    }

    /// <summary>Destroys everything that is kept about them, if they are sure.</summary>
    public async Task Erase(HttpContext http)
    {
        if (await door.Open(http, LinkRights.Erase) is not { } visit)
        {
            return;
        }

        var sent = await SentForm.Read(http, admission);
        if (!sent.IsOk)
        {
            await PageDoor.Stop(http, visit.Texts, sent.Problem);
            return;
        }

        if (!erasure.CanErase || sent.Value.Text(ChoiceFields.Sure) != "yes")
        {
            await Ask(http, visit, isMissing: erasure.CanErase);
            return;
        }

        var texts = visit.Texts;
        var done = await erasure.Erase(visit.Link.Subject, http.RequestAborted);
        http.Note(visit.View.Subject, done.IsOk ? done.Value.Id : null);
        await (done.IsOk
            ? PageReply.Say(http, StatusCodes.Status200OK, texts, (texts.Erased, string.Format(CultureInfo.InvariantCulture, texts.ErasedReceipt, done.Value.Id, done.Value.At)))
            : PageDoor.Stop(http, texts, done.Problem));
    }

    private Task Ask(HttpContext http, PageVisit visit, bool isMissing)
    {
        var texts = visit.Texts;
        var page = new HtmlText().Add($"<h1>{texts.Erase}</h1>\n");
        if (erasure.CanErase)
        {
            AddQuestion(page, texts, isMissing);
        }
        else
        {
            page.Add($"<p>{texts.EraseCannot}</p>\n");
        }

        page.Add($"<p><a href=\"../{visit.Token}?lang={texts.Language}\">{texts.Title}</a></p>\n");
        var status = !erasure.CanErase ? StatusCodes.Status501NotImplemented : isMissing ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return PageReply.Send(http, status, texts, (isMissing ? texts.ErrorPrefix : "") + texts.Erase, page);
    }

    private static void AddQuestion(HtmlText page, PageTexts texts, bool isMissing)
    {
        if (isMissing)
        {
            page.Add($"<div class=\"errors\" role=\"alert\"><ul><li><a href=\"#{ChoiceFields.Sure}\">{texts.EraseMissing}</a></li></ul></div>\n");
        }

        page.Add($"<p>{texts.EraseHint}</p>\n<form method=\"post\" action=\"?lang={texts.Language}\" class=\"card\">\n<div class=\"choice\">")
            .Add($"<input type=\"checkbox\" id=\"{ChoiceFields.Sure}\" name=\"{ChoiceFields.Sure}\" value=\"yes\" required><label for=\"{ChoiceFields.Sure}\">{texts.EraseLabel}</label></div>\n")
            .Add($"<p class=\"save\"><button class=\"danger\" type=\"submit\">{texts.Erase}</button></p>\n</form>\n");
    }
}

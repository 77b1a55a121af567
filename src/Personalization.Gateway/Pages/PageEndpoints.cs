using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Http;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Pages.Recent;

namespace Personalization.Gateway.Pages;

/// <summary><c>/p/{token}</c>: the page on which a person sees and changes their choices. The token alone lets in.</summary>
internal sealed class PageEndpoints(PageDoor door, ChoiceSaving saving, RecentActions recent, Admission admission, TimeProvider clock)
{
    /// <summary>Shows the page.</summary>
    public async Task Get(HttpContext http)
    {
        if (await door.Open(http) is { } visit)
        {
            await Show(http, visit, visit.Form, [], http.Request.Query["saved"] == "1");
        }
    }

    /// <summary>Saves what was changed, and leads back to the page, so that reloading it saves nothing again.</summary>
    public async Task Post(HttpContext http)
    {
        if (await door.Open(http) is not { } visit)
        {
            return;
        }

        var sent = await SentForm.Read(http, admission);
        if (!sent.IsOk)
        {
            await PageDoor.Stop(http, visit.Texts, sent.Problem);
            return;
        }

        await (ButtonOf(sent.Value, visit, http.RequestAborted) is not { } press ? Save(http, visit, sent.Value)
            : visit.Link.May(LinkRights.Preferences) ? Leave(http, visit, await press())
            : PageReply.Say(http, StatusCodes.Status403Forbidden, visit.Texts, visit.Texts.NotAllowed));
    }

    /// <summary>What a button does that is about preferences and saves nothing else; null for the one that saves the form.</summary>
    private Func<ValueTask<Problem?>>? ButtonOf(SentForm sent, PageVisit visit, CancellationToken cancellation) =>
        sent.Text(ChoiceFields.Do) == ChoiceFields.Off ? () => saving.SwitchOff(visit, cancellation)
        : sent.Text(ChoiceFields.Less) is { Length: > 0 } less ? () => saving.SayLess(visit, less, isLess: true, cancellation)
        : sent.Text(ChoiceFields.More) is { Length: > 0 } more ? () => saving.SayLess(visit, more, isLess: false, cancellation)
        : null;

    private async Task Save(HttpContext http, PageVisit visit, SentForm sent)
    {
        var shown = ChoiceFields.ReadShown(sent, visit.Form);
        var said = ChoiceFields.Read(sent, shown);
        var faults = ChoiceCheck.Find(shown, said, visit.Clock.DayOf(Instant.From(clock.GetUtcNow())), visit.Texts);
        if (faults.Count > 0)
        {
            await Show(http, visit, said, faults, isSaved: false);
            return;
        }

        var isQuietChanged = said.QuietText != sent.Text(ChoiceFields.Quiet + ChoiceFields.Shown);
        await Leave(http, visit, await saving.Save(visit, shown, said, isQuietChanged, http.RequestAborted));
    }

    private async Task Show(HttpContext http, PageVisit visit, ChoiceForm form, IReadOnlyList<ChoiceFault> faults, bool isSaved)
    {
        var got = visit.Link.May(LinkRights.Preferences) ? await recent.Read(visit, http.RequestAborted) : [];
        var page = new ChoicePage(visit, form, faults, got, isSaved);
        await PageReply.Send(http, faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK, visit.Texts, page.Title, page.Write());
    }

    private static Task Leave(HttpContext http, PageVisit visit, Problem? problem)
    {
        if (problem is not null)
        {
            return PageDoor.Stop(http, visit.Texts, problem);
        }

        // Relative, so that it is right behind a proxy that puts something before the path.
        PageReply.Guard(http.Response);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"?lang={visit.Texts.Language}&saved=1";
        return Task.CompletedTask;
    }
}

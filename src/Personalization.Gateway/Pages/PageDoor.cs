using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Pages.Texts;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Grains;

namespace Personalization.Gateway.Pages;

/// <summary>Lets in whoever has a good link, and says to everybody else what they can do.</summary>
internal sealed class PageDoor(PreferenceLinkOptions options, StatementIntake intake, IProfiles profiles)
{
    /// <summary>Opens the link of a call.</summary>
    /// <param name="http">The call.</param>
    /// <param name="needed">What the link must allow.</param>
    /// <returns>The visit; null where it ends at the door, and the call is answered.</returns>
    public async ValueTask<PageVisit?> Open(HttpContext http, LinkRights needed = LinkRights.None)
    {
        var token = http.Request.RouteValues["token"] as string ?? "";
        var link = options.Key is null ? null : LinkSeal.Open(options.Key, token);
        if (Refusal(http, link, needed) is var (status, message))
        {
            await PageReply.Say(http, status, PageLanguage.Of(http, link?.Locale, ofPerson: null).Texts, message);
            return null;
        }

        var catalog = intake.Catalog(link!.Subject);
        var view = catalog.IsOk ? await profiles.Get(link.Subject, http.RequestAborted) : null;
        if (catalog.IsOk && view is not null)
        {
            http.NoteByLink(view.Subject);
            return new PageVisit(token, link, view, catalog.Value.Catalog, PageLanguage.Of(http, link.Locale, PersonClock.LocaleOf(view, catalog.Value.Catalog)));
        }

        var texts = PageLanguage.Of(http, link.Locale, ofPerson: null).Texts;
        await (catalog.IsOk ? PageReply.Say(http, StatusCodes.Status200OK, texts, texts.NothingKept) : Stop(http, texts, catalog.Problem));
        return null;
    }

    /// <summary>Ends a visit with what stands in its way.</summary>
    public static Task Stop(HttpContext http, PageTexts texts, Problem problem)
    {
        var status = ProblemKind.Of(problem.Code).Status;
        return PageReply.Say(http, status, texts, problem.Code == ProblemCodes.WrongRegion ? texts.Elsewhere : status >= StatusCodes.Status500InternalServerError ? texts.NotNow : texts.Unreadable);
    }

    private (int Status, (string Title, string Text) Message)? Refusal(HttpContext http, PreferenceLink? link, LinkRights needed)
    {
        var texts = PageLanguage.Of(http, link?.Locale, ofPerson: null).Texts;
        return link is null ? (StatusCodes.Status404NotFound, texts.Unknown)
            : link.Expires <= intake.Now ? (StatusCodes.Status410Gone, texts.Expired)
            : !link.May(needed) ? (StatusCodes.Status403Forbidden, texts.NotAllowed)
            : HttpMethods.IsPost(http.Request.Method) && CrossSite.IsForeign(http, options) ? (StatusCodes.Status403Forbidden, texts.ForeignSite)
            : null;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Core.Subjects;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Pages.Links;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Pages;

/// <summary>The addresses of links and of the page that they open.</summary>
internal static class PageRoutes
{
    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        var links = app.Services.GetRequiredService<LinkEndpoints>();
        foreach (var (segment, kind) in new[] { ("users", SubjectKind.User), ("anonymous", SubjectKind.Anonymous) })
        {
            app.MapPost($"/v1/profiles/{segment}/{{id}}/preference-links", http => links.Post(http, kind)).WithMetadata(new Access(KeyScopes.Privacy) { Act = AccessAct.ProfileLink });
        }

        var page = app.Services.GetRequiredService<PageEndpoints>();
        var data = app.Services.GetRequiredService<SelfServiceEndpoints>();
        app.MapGet("/p/{token}", page.Get).WithMetadata(Access.ByLink);
        app.MapPost("/p/{token}", page.Post).WithMetadata(Access.ByLink);
        app.MapGet("/p/{token}/export", data.Export).WithMetadata(Access.ByLink with { Act = AccessAct.ProfileExport });
        app.MapGet("/p/{token}/erase", data.AskErase).WithMetadata(Access.ByLink);
        app.MapPost("/p/{token}/erase", data.Erase).WithMetadata(Access.ByLink with { Act = AccessAct.ProfileErase });
    }
}

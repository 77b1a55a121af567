using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Personalization.Authoring.TrustNotes;
using Personalization.Core;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Catalogs;

/// <summary><c>GET /v1/catalog/trust-note</c>: what the tenant's active catalog uses data about people for, in Markdown, or as a page where the client prefers <c>text/html</c>.</summary>
internal sealed class TrustNoteEndpoints(ICatalogs catalogs)
{
    private const string Markdown = "text/markdown", Html = "text/html";

    /// <summary>Writes the note of the active catalog.</summary>
    public async Task Get(HttpContext http)
    {
        var locale = (string?)http.Request.Query["locale"];
        if (IdCheck.Check(locale, "/locale", Limits.LocaleChars) is { } wrong)
        {
            await http.Problem(wrong);
            return;
        }

        if (!catalogs.TryGetActive(http.Caller().Tenant, out var active))
        {
            await http.Problem(new Problem(ProblemCodes.NotFound, "", "This tenant has no active catalog yet."));
            return;
        }

        var prefersHtml = http.Request.GetTypedHeaders().Accept.OrderByDescending(one => one.Quality ?? 1)
            .FirstOrDefault(one => one.Quality != 0 && (one.MediaType == Markdown || one.MediaType == Html))?.MediaType == Html;
        http.Response.Headers[HeaderNames.Vary] = HeaderNames.Accept;
        http.Response.Headers[HeaderNames.ContentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'";
        http.Response.ContentType = (prefersHtml ? Html : Markdown) + "; charset=utf-8";
        await http.Response.WriteAsync(TrustNote.Write(active.Catalog, prefersHtml ? NoteFormat.Html : NoteFormat.Markdown, locale), http.RequestAborted);
    }
}

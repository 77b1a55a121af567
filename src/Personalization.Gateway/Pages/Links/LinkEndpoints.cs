using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Http;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Regions;

namespace Personalization.Gateway.Pages.Links;

/// <summary><c>POST /v1/profiles/{users|anonymous}/{id}/preference-links</c>: makes a link that opens a person's own page. Nothing of it is stored.</summary>
internal sealed class LinkEndpoints(PreferenceLinkOptions options, IRegions regions, Admission admission, TimeProvider clock)
{
    /// <summary>Makes a link.</summary>
    public async Task Post(HttpContext http, SubjectKind kind)
    {
        var (fields, malformed) = await CallBody.Read<LinkFields>(http, admission, LinkFields.ReadMember);
        var subject = ProfileEndpoints.SubjectOf(http, kind);
        if ((malformed ?? Check(subject)) is { } problem)
        {
            await http.Problem(problem);
            return;
        }

        var expires = Instant.From(clock.GetUtcNow()) + TimeSpan.FromMinutes(fields.ExpiresInMinutes ?? Limits.LinkMinutesDefault);
        var link = new PreferenceLink(subject, fields.Allow ?? LinkRightNames.Default, expires, fields.Locale, fields.ReturnUrl);
        var url = $"{AddressOf(http)}/p/{LinkSeal.Seal(options.Key!, link)}";
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        await JsonReply.Write(http.Response, (url, expires), static (writer, made) =>
        {
            writer.WriteStartObject();
            writer.WriteString("url"u8, made.url);
            writer.WriteString("expiresAt"u8, made.expires.ToString());
            writer.WriteEndObject();
        });
    }

    private Problem? Check(in SubjectKey subject) =>
        options.Key is null ? new Problem(ProblemCodes.NoLinkKey, "", "This host has no key to seal links with.")
        : regions.Find(subject) is { } elsewhere ? new WrongRegion(elsewhere)
        : IdCheck.Check(subject.Id, "/id", SubjectKey.IdCharsMax);

    /// <summary>Whoever asks has a key, so the address that they ask at may be believed.</summary>
    private string AddressOf(HttpContext http) => options.Address?.AbsoluteUri.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host.ToUriComponent()}";
}

using Microsoft.AspNetCore.Http;

namespace Personalization.Gateway.Http;

/// <summary><c>GET /</c>: tells somebody who opened the address in a browser what is here.</summary>
internal static class Welcome
{
    private const string Text =
        """
        Personalization.Orleans: live profiles and decisions.

        POST /v1/batch, /v1/track, /v1/identify, /v1/group, /v1/alias, /v1/page, /v1/screen   send events (Segment's shapes)
        POST /v1/decide, /v1/explain, /v1/outcomes                                            ask, ask why not, report what came of it
        GET  /v1/profiles/{users|accounts|anonymous}/{id} and …/events                        what is known, and from which events
        PUT  /v1/profiles/{users|anonymous}/{id}/consents                                     what a person agrees to
        PUT  /v1/profiles/{users|anonymous}/{id}/preferences                                  what a person likes to get
        POST /v1/profiles/users/{id}/unmerge                                                  two ids are two people after all
        POST /v1/profiles/{users|anonymous}/{id}/preference-links                             a link to the page on which they say so themselves
        GET  /v1/catalog, /v1/dead-letters, /v1/tenant, /v1/keys                              what it runs on
        GET  /healthz, /readyz, /metrics, /openapi.json                                       open to all

        Everything under /v1 needs a key: Authorization: Bearer <key>.

        """;

    /// <summary>Writes the page.</summary>
    public static Task Get(HttpContext http)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(Text, http.RequestAborted);
    }
}

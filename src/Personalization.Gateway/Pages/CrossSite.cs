using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Personalization.Gateway.Pages.Links;

namespace Personalization.Gateway.Pages;

/// <summary>
/// Finds forms that another site sends. They could do nothing without the token, which is in no cookie that a browser would add; this is the second lock
/// (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/, and the header Origin for browsers that do not send those).
/// </summary>
internal static class CrossSite
{
    /// <summary>Whether a form comes from elsewhere.</summary>
    public static bool IsForeign(HttpContext http, PreferenceLinkOptions options)
    {
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        // A page with Referrer-Policy no-referrer, such as ours, sends the origin null.
        var origin = http.Request.Headers[HeaderNames.Origin].ToString();
        return origin is not ("" or "null")
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && (IsHost(from, http.Request.Host) || from.Authority == options.Address?.Authority));
    }

    private static bool IsHost(Uri from, HostString host) => string.Equals(from.Authority, host.ToUriComponent(), StringComparison.OrdinalIgnoreCase);
}

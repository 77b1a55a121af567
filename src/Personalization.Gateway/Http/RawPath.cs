using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Personalization.Gateway.Http;

/// <summary>Reads ids out of addresses as they were sent. The decoded path cannot tell <c>%2F</c> from <c>%252F</c>, and ids may hold slashes.</summary>
internal static class RawPath
{
    /// <summary>A segment of the address, decoded.</summary>
    /// <param name="http">The call.</param>
    /// <param name="segment">Which; the first is 0.</param>
    public static string Segment(HttpContext http, int segment)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var path = string.IsNullOrEmpty(target) ? http.Request.Path.ToUriComponent() : target;
        if (path[0] != '/')
        {
            // A call through a proxy may name the whole address (RFC 9112, section 3.2.2).
            path = new Uri(path).AbsolutePath;
        }

        var query = path.IndexOf('?', StringComparison.Ordinal);
        var segments = (query < 0 ? path : path[..query]).Split('/');
        return Uri.UnescapeDataString(segments[segment + 1]);
    }
}

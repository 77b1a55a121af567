using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Http;

/// <summary>Which bodies are read: JSON in UTF-8, plain or gzip.</summary>
internal static class MediaTypes
{
    /// <summary>Checks the headers that describe a body. No Content-Type at all is taken for JSON.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isGzip">Whether the body is compressed.</param>
    /// <returns>Null, or what is not supported.</returns>
    public static Problem? Check(HttpRequest request, out bool isGzip)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        isGzip = string.Equals(encoding, "gzip", StringComparison.OrdinalIgnoreCase);
        if (!isGzip && encoding.Length > 0 && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            return new Problem(ProblemCodes.UnsupportedEncoding, "", $"The Content-Encoding '{encoding}' is not read; gzip is.");
        }

        return IsJson(request.ContentType)
            ? null
            : new Problem(ProblemCodes.UnsupportedMediaType, "", $"The Content-Type '{request.ContentType}' is not read; application/json in UTF-8 is.");
    }

    private static bool IsJson(string? contentType)
    {
        if (string.IsNullOrEmpty(contentType) || contentType == "application/json")
        {
            return true;
        }

        // Browsers send text/plain when a page goes away (navigator.sendBeacon): it is the only type that needs no preflight.
        return MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("utf8", StringComparison.OrdinalIgnoreCase));
    }
}

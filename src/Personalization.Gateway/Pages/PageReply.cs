using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Personalization.Gateway.Pages.Html;
using Personalization.Gateway.Pages.Texts;

namespace Personalization.Gateway.Pages;

/// <summary>Sends pages: nothing runs in them, they load nothing, nobody frames them, no cache or index keeps them, and where they lead learns nothing of their address.</summary>
internal static class PageReply
{
    private static readonly string Policy = $"default-src 'none'; style-src {PageStyle.Source}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sets the headers of everything that a link leads to.</summary>
    public static void Guard(HttpResponse response)
    {
        response.Headers[HeaderNames.ContentSecurityPolicy] = Policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    /// <summary>Sends a page.</summary>
    /// <param name="http">The visit.</param>
    /// <param name="status">Its status.</param>
    /// <param name="texts">Its language.</param>
    /// <param name="title">Its title.</param>
    /// <param name="body">What stands in it.</param>
    public static Task Send(HttpContext http, int status, PageTexts texts, string title, HtmlText body)
    {
        var page = new HtmlText();
        page.Add($"<!doctype html>\n<html lang=\"{texts.Language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>")
            .AddStyle()
            .Add($"</style>\n</head>\n<body>\n<main>\n")
            .Add(body)
            .Add($"</main>\n</body>\n</html>\n");
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            http.Response.Headers.RetryAfter = Limits.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers[HeaderNames.ContentLanguage] = texts.Language;
        Guard(http.Response);
        return http.Response.WriteAsync(page.ToString(), http.RequestAborted);
    }

    /// <summary>Whether an address is one that links lead to.</summary>
    public static bool IsForPeople(HttpContext http) => http.Request.Path.StartsWithSegments("/p", StringComparison.Ordinal);

    /// <summary>Says to a person what they can do where the server refuses a call before anybody opens the link: while it stops, has too much to do, or fails.</summary>
    public static Task Refuse(HttpContext http, int status)
    {
        var texts = PageLanguage.Of(http, ofLink: null, ofPerson: null).Texts;
        return Say(http, status, texts, status switch
        {
            >= StatusCodes.Status500InternalServerError or StatusCodes.Status429TooManyRequests => texts.NotNow,
            StatusCodes.Status404NotFound => texts.Unknown,
            _ => texts.Unreadable,
        });
    }

    /// <summary>Sends a page that says one thing.</summary>
    public static Task Say(HttpContext http, int status, PageTexts texts, (string Title, string Text) message) =>
        Send(http, status, texts, message.Title, new HtmlText().Add($"<h1>{message.Title}</h1>\n<p>{message.Text}</p>\n"));
}

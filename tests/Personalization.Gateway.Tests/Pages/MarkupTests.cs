using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Personalization.Gateway.Tests.Catalogs;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Pages;

/// <summary>What the page is made of, whoever wrote the texts in it.</summary>
public sealed class MarkupTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private const string Everything = """{"allow":["preferences","consents","export","erase"],"returnUrl":"https://example.com/?a=1&b=\"onmouseover=alert(1)"}""";
    private const string Hostile = "</legend><script>alert(1)</script><img src=x onerror=alert(1)>\\\" autofocus onfocus=alert(1) x=\\\"";

    private readonly string user = Sample.Fresh("user");
    private readonly PageVisitor visitor = new(server);

    public void Dispose() => visitor.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Every_field_has_a_label_and_every_id_is_there_once(string language)
    {
        var path = await Path();
        foreach (var page in new[] { await visitor.Open($"{path}?lang={language}"), await visitor.Open($"{path}/erase?lang={language}") })
        {
            Assert.All(page.Seen(), tag => Assert.Contains($"<label for=\"{PageVisitor.Visited.Attribute(tag, "id")}\">", page.Html, StringComparison.Ordinal));
            var ids = Regex.Matches(page.Html, " id=\"(?<id>[^\"]*)\"", RegexOptions.NonBacktracking).Select(found => found.Groups["id"].Value).ToList();
            Assert.Equal(ids.Distinct(), ids);
            Assert.All(Regex.Matches(page.Html, " aria-describedby=\"(?<id>[^\"]*)\"", RegexOptions.NonBacktracking), found => Assert.Contains(found.Groups["id"].Value, ids));
            Assert.Equal(Regex.Count(page.Html, "<fieldset", RegexOptions.NonBacktracking), Regex.Count(page.Html, "<legend>", RegexOptions.NonBacktracking));
            Assert.Single(Regex.Matches(page.Html, "<h1>", RegexOptions.NonBacktracking));
            Assert.DoesNotContain("<table", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_runs_in_it_and_nothing_of_it_leaks()
    {
        var path = await Path();
        foreach (var page in new[] { await visitor.Open(path), await visitor.Open(path + "/erase"), await visitor.Open(path + "/export"), await visitor.Open("/p/forged") })
        {
            var headers = page.Message.Headers;
            Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$", Assert.Single(headers.GetValues("Content-Security-Policy")));
            Assert.Equal("no-referrer", Assert.Single(headers.GetValues("Referrer-Policy")));
            Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("noindex, nofollow", Assert.Single(headers.GetValues("X-Robots-Tag")));
            Assert.Equal("no-store", headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task The_language_is_the_first_that_is_wanted_and_written()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Identify(user, """{"role":"admin","locale":"de-CH"}""", "acct")));

        Assert.Equal("de", await LanguageOf(await PageVisitor.Link(server.Http, user)));
        Assert.Equal("en", await LanguageOf(await PageVisitor.Link(server.Http, user), "fr, en;q=0.5, de;q=0.4"));
        Assert.Equal("de", await LanguageOf(await PageVisitor.Link(server.Http, user), "en;q=0.4, de-AT;q=0.8"));
        Assert.Equal("en", await LanguageOf(await PageVisitor.Link(server.Http, user, """{"locale":"en-GB"}"""), "de"));
        Assert.Equal("de", await LanguageOf(await PageVisitor.Link(server.Http, user, """{"locale":"en-GB"}""") + "?lang=de"));
        Assert.Equal("de", await LanguageOf(await PageVisitor.Link(server.Http, user, """{"locale":"fr"}""")));
    }

    [Fact]
    public async Task The_catalogs_words_come_in_the_language_of_the_page()
    {
        var path = await Path();

        Assert.Contains("<legend>Wie Sie mehr aus den Werkzeugen holen.</legend>", (await visitor.Open(path + "?lang=de")).Html, StringComparison.Ordinal);
        Assert.Contains("<legend>How to get more out of the tools.</legend>", (await visitor.Open(path + "?lang=en")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_of_others_never_become_markup()
    {
        using var http = server.ClientWith(server.KeyOfNewTenant());
        using (var catalog = new HttpRequestMessage(HttpMethod.Put, "/v1/catalog")
        {
            Content = new ByteArrayContent(Packing.TarGz([.. Packing.Catalog(), ("choices.yaml", $"topics:\n  evil:\n    texts: {{ en: \"{Hostile}\" }}\npurposes:\n  other:\n    texts: {{ en: \"{Hostile}\", fr: \"x\" }}\n")])),
        })
        {
            catalog.Content.Headers.ContentType = new("application/gzip");
            Assert.Equal(HttpStatusCode.OK, (await http.Ask(catalog)).Status);
        }

        using var said = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/users/{user}/consents")
        {
            Content = new StringContent($$"""{"consents":{"marketing":"denied"},"source":"\"><script>alert(1)</script>"}""", Encoding.UTF8, "application/json"),
        };
        Assert.Equal(HttpStatusCode.OK, (await http.Ask(said)).Status);
        var path = await PageVisitor.Link(http, user, Everything);

        foreach (var query in new[] { "", "?lang=%22%3E%3Cscript%3E", "?saved=%3Cscript%3E" })
        {
            var page = await visitor.Open(path + query);
            Assert.Contains("&lt;script&gt;alert(1)", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("<[^>]* on[a-z]+=", page.Html);
        }

        var refused = await visitor.Post(path, [("pause", "\"><script>alert(1)</script>")]);
        Assert.Contains("value=\"&quot;&gt;&lt;script&gt;", refused.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", refused.Html, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> Path()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        return await PageVisitor.Link(server.Http, user, Everything);
    }

    private async Task<string> LanguageOf(string path, string? accepted = null)
    {
        var page = await visitor.Open(path, accepted is null ? [] : [("Accept-Language", accepted)]);
        var language = Regex.Match(page.Html, "<html lang=\"(?<language>[a-z]+)\">", RegexOptions.NonBacktracking).Groups["language"].Value;
        Assert.Equal(language, Assert.Single(page.Message.Content.Headers.ContentLanguage));
        return language;
    }
}

using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Pages;

/// <summary>What a person got lately, and what they say of it.</summary>
public sealed class RecentTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private const string Help = "help.import_failed";
    private readonly string user = Sample.Fresh("user");
    private readonly PageVisitor visitor = new(server);

    public void Dispose() => visitor.Dispose();

    [Fact]
    public async Task The_page_tells_what_came_when_where_and_why()
    {
        var path = await Visit();

        var page = await visitor.Open(path + "?lang=en");

        Assert.Matches("""<h3 id="recent.0">[^<]+</h3>\n<p class="hint">[0-9]+ [A-Z][a-z]+ [0-9]{4} at [0-9]+:[0-9]{2}, In the product</p>\n<p>[^<]+</p>\n<p class="hint">This is about: Help when something went wrong.</p>""", page.Html);
        Assert.Contains($"<button class=\"plain\" type=\"submit\" name=\"less\" value=\"{Help}\" aria-describedby=\"recent.0\">Less like this</button>", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "In the product", "This is about: Help when something went wrong.", "You see this because")]
    [InlineData("de", "Im Produkt", "Darum geht es: Hilfe wenn etwas schiefging.", "Sie sehen das, weil")]
    public async Task It_is_told_in_the_language_of_the_page(string language, string where, string about, string why)
    {
        var page = await visitor.Open($"{await Visit()}?lang={language}");

        Assert.All([where, about, why], text => Assert.Contains(text, WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_button_keeps_it_away_and_another_one_takes_that_back()
    {
        var path = await Visit();

        var said = await visitor.Post(path, [("less", Help)]);
        Assert.Equal((HttpStatusCode.SeeOther, "less_like_this"), (said.Status, await CodeOf(Help)));
        var after = await visitor.Open(path);
        Assert.Contains("You get nothing like this before", after.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"less\"", after.Html, StringComparison.Ordinal);
        Assert.Contains($"name=\"more\" value=\"{Help}\"", after.Html, StringComparison.Ordinal);

        await visitor.Post(path, [("more", Help)]);

        Assert.Null(await CodeOf(Help));
        Assert.Equal("""{"topics":{},"digest":{},"lessLikeThis":{"help.import_failed":false},"source":"preference_page"}""", await Said(version: 4));
    }

    [Fact]
    public async Task What_is_kept_away_can_be_taken_back_also_where_it_never_came()
    {
        var path = await Visit(serves: 0);
        await visitor.Post(path, [("less", "tip.api")]);

        Assert.Contains("name=\"more\" value=\"tip.api\"", (await visitor.Open(path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_often_is_told_once()
    {
        var page = await visitor.Open(await Visit(serves: 3));

        Assert.Single(Regex.Matches(page.Html, "<h3", RegexOptions.NonBacktracking));
    }

    [Fact]
    public async Task To_whom_nothing_came_nothing_is_told() =>
        Assert.DoesNotContain("<h3", (await visitor.Open(await Visit(serves: 0))).Html, StringComparison.Ordinal);

    [Fact]
    public async Task What_has_to_be_known_has_no_button()
    {
        var account = Sample.Fresh("account");
        await server.Http.Post("/v1/batch", Sample.Batch(
            Sample.Identify(user, """{"role":"member"}""", account), Sample.Group(user, account),
            Sample.Track(user, "quota_set", """{"meter":"runs","limit":10}"""), Sample.Track(user, "quota_used", """{"meter":"runs","amount":10}""")));
        await Serve();

        var page = await visitor.Open(await PageVisitor.Link(server.Http, user));

        Assert.Contains("You have to know this, so it comes whatever you choose.", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"less\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_without_preferences_tells_nothing_and_takes_nothing()
    {
        var path = await Visit(link: """{"allow":["consents"]}""");

        Assert.DoesNotContain("id=\"recent\"", (await visitor.Open(path)).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Post(path, [("less", Help)])).Status);
        Assert.Null(await CodeOf(Help));
    }

    [Fact]
    public async Task What_is_no_action_changes_nothing()
    {
        var path = await Visit();

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post(path, [("less", "help.telepathy")])).Status);
    }

    [Fact]
    public async Task What_an_id_got_that_turned_out_to_be_somebody_else_is_not_told()
    {
        var guest = Sample.Fresh("guest");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(guest).Replace("userId", "anonymousId", StringComparison.Ordinal)));
        await server.Http.Post("/v1/decide", $$"""{"anonymousId":"{{guest}}","surface":"home.card","durable":true}""");
        await server.Http.Post("/v1/batch", Sample.Batch($$$"""{"type":"identify","messageId":"{{{Sample.Fresh("event")}}}","userId":"{{{user}}}","anonymousId":"{{{guest}}}","traits":{}}"""));
        var path = await PageVisitor.Link(server.Http, user);
        Assert.Contains("<h3", (await visitor.Open(path)).Html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await server.Http.Post($"/v1/profiles/users/{user}/unmerge", $$"""{"kind":"anonymous","id":"{{guest}}"}""")).Status);

        Assert.DoesNotContain("<h3", (await visitor.Open(path)).Html, StringComparison.Ordinal);
    }

    private async Task<string> Visit(int serves = 1, string link = "{}")
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        for (var served = 0; served < serves; served++)
        {
            await Serve();
        }

        return await PageVisitor.Link(server.Http, user, link);
    }

    private Task<Reply> Serve() => server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card","durable":true}""");

    private async Task<string> Said(int version) =>
        (await server.Http.Get($"/v1/profiles/users/{user}/events?after={version - 1}&limit=1")).Body.GetProperty("events")[0].GetProperty("properties").GetRawText();

    private async Task<string?> CodeOf(string action)
    {
        var reply = await server.Http.Post("/v1/explain", $$"""{"userId":"{{user}}","surface":"home.card"}""");
        var found = reply.Body.GetProperty("rejected").EnumerateArray().FirstOrDefault(one => one.GetProperty("id").GetString() == action);
        return found.ValueKind == JsonValueKind.Undefined ? null : found.GetProperty("code").GetString();
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Pages;

/// <summary>What a person does at their page, and what becomes of it.</summary>
public sealed class PageTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly string user = Sample.Fresh("user");
    private readonly PageVisitor visitor = new(server);

    public void Dispose() => visitor.Dispose();

    [Fact]
    public async Task A_saved_form_binds_the_next_decision()
    {
        var (path, page) = await Visit();
        Assert.Equal("help.import_failed", (await Explain()).GetProperty("actions")[0].GetProperty("id").GetString());

        var saved = await visitor.Submit(path, page, ("consent", null));

        Assert.Equal((HttpStatusCode.SeeOther, "?lang=en&saved=1"), (saved.Status, saved.Message.Headers.Location?.OriginalString));
        Assert.Equal("consent_denied", await CodeOf("help.import_failed"));
        var after = await visitor.Open(path + saved.Message.Headers.Location);
        Assert.Contains("role=\"status\"", after.Html, StringComparison.Ordinal);
        Assert.False(after.IsTicked("consent", "personalization"));
    }

    [Fact]
    public async Task A_topic_that_is_unticked_comes_no_more_on_that_channel()
    {
        var (path, page) = await Visit();

        await visitor.Submit(path, page, [("topic", null), .. page.Fields.Where(one => one is { Name: "topic", Value: not "help/in_app" }).Select(one => (one.Name, (string?)one.Value))]);

        Assert.Equal("topic_off", await CodeOf("help.import_failed"));
        Assert.Equal("""{"topics":{"help/in_app":false},"digest":{},"source":"preference_page"}""", await LastSaid());
    }

    [Fact]
    public async Task Only_what_was_changed_is_said()
    {
        var (path, page) = await Visit();
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Submit(path, page)).Status);
        Assert.Equal(1, await Version());

        // Somebody else changes something while the form is open: what the person did not touch stays so.
        await Put("consents", """{"consents":{"marketing":"denied"}}""");
        await visitor.Submit(path, page, ("digest.tips", "weekly"));

        Assert.Equal(3, await Version());
        Assert.Equal("""{"topics":{},"digest":{"tips":"weekly"},"source":"preference_page"}""", await LastSaid());
        Assert.False((await visitor.Open(path)).IsTicked("consent", "marketing"));
    }

    [Fact]
    public async Task What_a_person_agrees_to_is_kept_with_the_words_that_they_read()
    {
        var (path, page) = await Visit();
        await visitor.Submit(path, page, [("consent", null), .. page.Fields.Where(one => one is { Name: "consent", Value: not "marketing" }).Select(one => (one.Name, (string?)one.Value))]);

        var hash = (await server.Http.Get("/v1/catalog")).Body.GetProperty("hash").GetString();
        Assert.Equal($$"""{"consents":{"marketing":false},"source":"preference_page","proof":"catalog {{hash}}, en"}""", await LastSaid());
    }

    [Fact]
    public async Task A_rest_lasts_until_the_day_begins_where_the_person_is()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Identify(user, """{"role":"admin","timezone":"America/New_York"}""", "acct")));
        var (path, page) = await Visit();

        await visitor.Submit(path, page, ("pause", "2999-07-01"));
        var paused = await visitor.Open(path);
        await visitor.Submit(path, paused, ("pause", ""));

        Assert.Contains("\"snoozedUntil\":\"2999-07-01T04:00:00Z\"", await Said(version: 2), StringComparison.Ordinal);
        Assert.Contains(("pause", "2999-07-01"), paused.Fields);
        Assert.Equal(JsonValueKind.Null, (await Preferences()).GetProperty("snoozedUntil").ValueKind);
    }

    [Fact]
    public async Task Quiet_hours_are_added_and_taken_away()
    {
        var (path, page) = await Visit();
        await visitor.Submit(path, page, ("quiet.0.from", "22:00"), ("quiet.0.to", "07:30"), ("quiet.0.days", "sat"));
        Assert.Equal("""[{"days":["sat"],"from":"22:00","to":"07:30"}]""", (await Preferences()).GetProperty("quietHours").GetRawText());

        var again = await visitor.Open(path);
        Assert.Contains(("quiet.0.from", "22:00"), again.Fields);
        await visitor.Submit(path, again, ("quiet.0.from", ""), ("quiet.0.to", ""));

        Assert.Equal("[]", (await Preferences()).GetProperty("quietHours").GetRawText());
    }

    [Theory]
    [InlineData("pause", "2020-01-01", "pause")]
    [InlineData("pause", "soon", "pause")]
    [InlineData("quiet.0.from", "22:00", "quiet.0.to")]
    [InlineData("quiet.0.to", "25:00", "quiet.0.from")]
    [InlineData("digest.tips", "hourly", "digest.tips")]
    public async Task What_is_wrong_is_said_at_the_top_and_leads_to_its_field(string field, string value, string wrong)
    {
        var (path, page) = await Visit();

        var refused = await visitor.Submit(path, page, (field, value), ("digest.reports", "weekly"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains($"<li><a href=\"#{wrong}\">", refused.Html, StringComparison.Ordinal);
        Assert.Contains(refused.Seen(), tag => PageVisitor.Visited.Attribute(tag, "id") == wrong && tag.Contains($"aria-describedby=\"{wrong}-wrong\"", StringComparison.Ordinal));
        Assert.Contains("<title>Error: ", refused.Html, StringComparison.Ordinal);
        Assert.Contains(("digest.reports", "weekly"), refused.Fields);
        Assert.Equal(1, await Version());
    }

    [Fact]
    public async Task Quiet_hours_that_leave_no_time_of_the_week_are_refused()
    {
        var (path, page) = await Visit();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Submit(path, page, ("quiet.0.from", "00:00"), ("quiet.0.to", "00:00"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Submit(path, page, ("quiet.0.from", "22:00"), ("quiet.0.to", "23:00"), ("quiet.0.days", null))).Status);
    }

    [Fact]
    public async Task One_button_switches_everything_off()
    {
        await Put("preferences", """{"topics":{"tips.news/email":true,"offers/email":true}}""");
        var (path, page) = await Visit();

        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Submit(path, page, ("do", "off"))).Status);

        var preferences = await Preferences();
        Assert.All(preferences.GetProperty("topics").EnumerateObject(), topic => Assert.DoesNotContain("true", topic.Value.GetRawText(), StringComparison.Ordinal));
        Assert.True(preferences.GetProperty("snoozedUntil").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddYears(9));
        Assert.DoesNotContain((await visitor.Open(path)).Fields, field => field.Name == "topic");
    }

    [Fact]
    public async Task A_link_without_consents_can_neither_show_nor_change_them()
    {
        var (path, page) = await Visit("""{"allow":["preferences"]}""");
        Assert.DoesNotContain("name=\"consent\"", page.Html, StringComparison.Ordinal);

        await visitor.Submit(path, page, ("consent_shown", "1marketing"), ("pause", "2999-07-01"));

        Assert.Equal("granted", (await Profile()).GetProperty("consents").GetProperty("marketing").GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_link_without_preferences_can_neither_show_nor_change_them()
    {
        var (path, page) = await Visit("""{"allow":["consents"]}""");
        Assert.DoesNotContain("name=\"topic\"", page.Html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Submit(path, page, ("do", "off"))).Status);
        await visitor.Submit(path, page, ("topic_shown", "1tips/email"), ("source_shown", "1crm"), ("pause", "2999-07-01"));

        Assert.Equal(1, await Version());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Origin", "https://elsewhere.example", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Origin", "null", true)]
    public async Task A_form_of_another_site_is_refused(string header, string value, bool isTaken)
    {
        var (path, _) = await Visit();

        var sent = await visitor.Post(path, [("do", "off")], (header, value));

        Assert.Equal(isTaken ? HttpStatusCode.SeeOther : HttpStatusCode.Forbidden, sent.Status);
        Assert.Equal(isTaken ? 2 : 1, await Version());
    }

    [Fact]
    public async Task What_is_no_form_or_too_long_changes_nothing()
    {
        var (path, _) = await Visit();
        using var json = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        using var refused = await server.Http.SendAsync(json, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.Post(path, [("do", "off"), ("more", new string('x', 70_000))])).Status);
        Assert.Equal(1, await Version());
    }

    [Fact]
    public async Task A_source_that_is_unticked_is_off_until_it_is_ticked_again()
    {
        var (path, page) = await Visit();
        Assert.Contains("What our sales team notes about you.</label>", page.Html, StringComparison.Ordinal);

        await visitor.Submit(path, page, ("source", null));
        Assert.Equal("""{"topics":{},"digest":{},"dataSources":{"crm":false},"source":"preference_page"}""", await LastSaid());
        var off = await visitor.Open(path);
        Assert.False(off.IsTicked("source", "crm"));

        await visitor.Submit(path, off, ("source", "crm"));
        Assert.True((await Preferences()).GetProperty("dataSources").GetProperty("crm").GetProperty("on").GetBoolean());
    }

    [Fact]
    public async Task Visitors_have_a_page_too()
    {
        await server.Http.Post("/v1/batch", Sample.Batch($$$"""{"type":"page","messageId":"{{{Sample.Fresh("event")}}}","anonymousId":"{{{user}}}","name":"Home"}"""));
        var made = await server.Http.Post($"/v1/profiles/anonymous/{user}/preference-links", "{}");
        var path = new Uri(made.Body.GetProperty("url").GetString()!).AbsolutePath;

        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Post(path, [("do", "off")])).Status);
        Assert.Equal(2, (await server.Http.Get($"/v1/profiles/anonymous/{user}")).Body.GetProperty("version").GetInt64());
    }

    private async Task<(string Path, PageVisitor.Visited Page)> Visit(string link = "{}")
    {
        if ((await server.Http.Get($"/v1/profiles/users/{user}")).Status == HttpStatusCode.NotFound)
        {
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        }

        var path = await PageVisitor.Link(server.Http, user, link);
        var page = await visitor.Open(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return (path, page);
    }

    private async Task<JsonElement> Profile() => (await server.Http.Get($"/v1/profiles/users/{user}")).Body;

    private async Task<long> Version() => (await Profile()).GetProperty("version").GetInt64();

    private async Task<JsonElement> Preferences() => (await Profile()).GetProperty("preferences");

    private async Task<string> LastSaid() => await Said((int)await Version());

    private async Task<string> Said(int version) =>
        (await server.Http.Get($"/v1/profiles/users/{user}/events?after={version - 1}&limit=1")).Body.GetProperty("events")[0].GetProperty("properties").GetRawText();

    private async Task<JsonElement> Explain() => (await server.Http.Post("/v1/explain", $$"""{"userId":"{{user}}","surface":"home.card"}""")).Body;

    private async Task<string?> CodeOf(string action) =>
        (await Explain()).GetProperty("rejected").EnumerateArray().Single(one => one.GetProperty("id").GetString() == action).GetProperty("code").GetString();

    private async Task Put(string what, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/users/{user}/{what}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Ask(request)).Status);
    }
}

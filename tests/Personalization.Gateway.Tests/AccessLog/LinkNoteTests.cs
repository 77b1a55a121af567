using System.Net;
using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Tests.Pages;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.AccessLog;

/// <summary>What a person does by a link of their own is noted as done by them.</summary>
public sealed class LinkNoteTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly string user = Sample.Fresh("user");
    private readonly PageVisitor visitor = new(server);

    public void Dispose() => visitor.Dispose();

    [Fact]
    public void Every_address_that_a_link_opens_is_noted_but_the_page_and_the_question()
    {
        var open = MappedRoute.All(server.Services).Where(route => route is { IsByLink: true, Act: null }).Select(route => $"{route.Method} {route.Path}");
        Assert.Equal(["GET /p/{token}", "GET /p/{token}/erase", "POST /p/{token}"], open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_takes_what_is_kept_about_them_is_the_person_by_link_whatever_else_they_say()
    {
        var path = await Link("export");
        await visitor.Open(path + "/export", ("X-Actor", "sue@acme.example"));

        var entry = Assert.Single(await Entries($"&subject=user:{user}"), one => Text(one, "act") == "profile.export");
        Assert.Equal(("200", "link", "the person, by link", null, "user"), (Text(entry, "status"), Text(entry, "caller"), Text(entry, "callerName"), Text(entry, "actor"), Text(entry, "kind")));
    }

    [Fact]
    public async Task Whoever_has_themselves_erased_is_named_by_the_receipt_only()
    {
        var path = await Link("erase");
        var before = await Entries();
        await visitor.Post(path + "/erase", []);
        var done = await visitor.Post(path + "/erase", [("sure", "yes")]);

        var entries = (await Entries()).Skip(before.Count).Where(one => Text(one, "act") == "profile.erase").ToList();
        Assert.Equal([("link", "422"), ("link", "200")], entries.Select(one => (Text(one, "caller"), Text(one, "status"))));
        Assert.Contains(Text(entries[1], "about")!, done.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(user, string.Join('\n', (await Entries()).Select(one => one.GetRawText())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_kept_any_more_nobody_is_named()
    {
        var path = await Link("export");
        await server.Http.Delete($"/v1/profiles/users/{user}");
        var before = await Entries();

        Assert.Contains("Nothing is kept about you", (await visitor.Open(path + "/export")).Html, StringComparison.Ordinal);

        Assert.DoesNotContain((await Entries()).Skip(before.Count), one => Text(one, "act") == "profile.export");
    }

    [Fact]
    public async Task A_link_that_lets_nobody_in_is_not_noted()
    {
        var path = await Link("preferences");
        var expired = PageVisitor.Sealed(server, PageVisitor.Of(user, Instant.From(DateTimeOffset.UnixEpoch)));
        var before = await Entries();

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Open(path + "/export")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Post(path + "/erase", [("sure", "yes")])).Status);
        Assert.Equal(HttpStatusCode.Gone, (await visitor.Open(expired + "/export")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open("/p/forged/export")).Status);

        Assert.All((await Entries()).Skip(before.Count), one => Assert.Equal("access_log.read", Text(one, "act")));
    }

    private async Task<string> Link(string right)
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        return await PageVisitor.Link(server.Http, user, $$"""{"allow":["{{right}}"]}""");
    }

    private async Task<IReadOnlyList<JsonElement>> Entries(string more = "") =>
        [.. (await server.Http.Get("/v1/access-log?limit=1000" + more)).Body.GetProperty("entries").EnumerateArray()];

    private static string? Text(JsonElement entry, string member) => entry.GetProperty(member).GetString();
}

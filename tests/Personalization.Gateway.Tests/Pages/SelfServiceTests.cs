using System.Net;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Pages;

/// <summary>A person takes what is kept about them, and has it destroyed.</summary>
public sealed class SelfServiceTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly string user = Sample.Fresh("user");
    private readonly PageVisitor visitor = new(server);

    public void Dispose() => visitor.Dispose();

    [Fact]
    public async Task All_of_it_is_a_file_and_a_summary()
    {
        var path = await Link("export");

        var file = await visitor.Open(path + "/export?format=ndjson");
        var summary = await visitor.Open(path + "/export?format=html");

        Assert.Equal(("application/x-ndjson", "attachment"), (file.Message.Content.Headers.ContentType?.MediaType, file.Message.Content.Headers.ContentDisposition?.DispositionType));
        Assert.EndsWith("{\"record\":\"end\",\"events\":1,\"deadLetters\":0}\n", file.Html, StringComparison.Ordinal);
        Assert.Equal(("text/html", HttpStatusCode.OK), (summary.Message.Content.Headers.ContentType?.MediaType, summary.Status));
        Assert.Contains(user, summary.Html, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(summary.Message.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_sure_is_erased_and_the_link_says_that_nothing_is_kept()
    {
        var path = await Link("erase");
        var question = await visitor.Open(path + "/erase");

        var unsure = await visitor.Submit(path + "/erase", question);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.Status);
        Assert.Contains("<a href=\"#sure\">", unsure.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);

        var done = await visitor.Submit(path + "/erase", question, ("sure", "yes"));

        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("Receipt er_", done.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
        Assert.Contains("Nothing is kept about you", (await visitor.Open(path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_look_at_the_question_erases_nothing()
    {
        var path = await Link("erase");

        Assert.Equal(HttpStatusCode.OK, (await visitor.Open(path + "/erase?sure=yes")).Status);

        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task A_link_that_does_not_allow_it_neither_exports_nor_erases()
    {
        var path = await Link("preferences");
        var page = await visitor.Open(path);

        Assert.DoesNotContain("/export", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/erase", page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Open(path + "/export")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Open(path + "/erase")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Post(path + "/erase", [("sure", "yes")])).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task A_link_allows_to_erase_only_where_its_maker_said_so()
    {
        await Link("erase");
        var path = await PageVisitor.Link(server.Http, user);

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Post(path + "/erase", [("sure", "yes")])).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Open(path + "/export")).Status);
    }

    [Fact]
    public async Task Another_site_can_have_nobody_erased()
    {
        var path = await Link("erase");

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Post(path + "/erase", [("sure", "yes")], ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    private async Task<string> Link(string right)
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        return await PageVisitor.Link(server.Http, user, $$"""{"allow":["{{right}}"]}""");
    }
}

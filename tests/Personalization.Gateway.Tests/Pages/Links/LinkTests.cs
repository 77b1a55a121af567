using System.Net;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Tests.Catalogs;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Pages.Links;

public sealed class LinkTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly string user = Sample.Fresh("user");
    private readonly PageVisitor visitor = new(server);

    private static readonly Instant Never = Instant.From(new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => visitor.Dispose();

    [Fact]
    public async Task A_link_is_an_address_and_when_it_expires()
    {
        var before = DateTimeOffset.UtcNow;
        var made = await server.Http.Post($"/v1/profiles/users/{user}/preference-links", """{"expiresInMinutes":60}""");

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.StartsWith($"{server.Http.BaseAddress}p/", made.Body.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.InRange(made.Body.GetProperty("expiresAt").GetDateTimeOffset(), before.AddMinutes(59), DateTimeOffset.UtcNow.AddMinutes(61));
        Assert.Equal("no-store", made.Message.Headers.CacheControl?.ToString());
        Assert.DoesNotContain(user, made.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"expiresInMinutes":0}""", "out_of_range", "/expiresInMinutes")]
    [InlineData("""{"expiresInMinutes":43201}""", "out_of_range", "/expiresInMinutes")]
    [InlineData("""{"allow":[]}""", "not_allowed", "/allow")]
    [InlineData("""{"allow":["everything"]}""", "not_allowed", "/allow")]
    [InlineData("""{"allow":"export"}""", "wrong_type", "/allow")]
    [InlineData("""{"returnUrl":"http://example.com/"}""", "not_allowed", "/returnUrl")]
    [InlineData("""{"returnUrl":"javascript:alert(1)"}""", "not_allowed", "/returnUrl")]
    [InlineData("""{"returnUrl":"/settings"}""", "not_allowed", "/returnUrl")]
    [InlineData("""{"locale":"a-language-that-is-longer-than-any-other"}""", "too_long", "/locale")]
    [InlineData("""{"tenant":"acme/production"}""", "unknown_field", "/tenant")]
    public async Task What_is_wrong_is_said_with_its_path(string body, string code, string path)
    {
        var reply = await server.Http.Post($"/v1/profiles/users/{user}/preference-links", body);

        Assert.Equal((HttpStatusCode.BadRequest, code, path), (reply.Status, reply.Code, reply.Path));
    }

    [Fact]
    public async Task An_expired_link_says_to_ask_for_a_new_one()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var link = PageVisitor.Of(user, Instant.From(DateTimeOffset.UtcNow) - TimeSpan.FromSeconds(1));
        var path = PageVisitor.Sealed(server, link);

        var page = await visitor.Open(path);
        var sent = await visitor.Post(path, [("do", "off")]);

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (page.Status, sent.Status));
        Assert.Contains("ask for a new one", page.Html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\">", (await visitor.Open(PageVisitor.Sealed(server, link with { Locale = "de-AT" }))).Html, StringComparison.Ordinal);
        Assert.Equal(1, (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("/p/forged")]
    [InlineData("/p/AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/p/forged/export")]
    [InlineData("/p/forged/erase")]
    public async Task A_forged_link_opens_nothing(string path)
    {
        var page = await visitor.Open(path, ("Accept-Language", "de-DE,de;q=0.9"));

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("text/html", page.Message.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<html lang=\"de\">", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_opens_the_page_of_its_own_tenant_alone()
    {
        using var other = server.ClientWith(server.KeyOfNewTenant());
        using var archive = new ByteArrayContent(Packing.TarGz(Packing.Catalog()));
        archive.Headers.ContentType = new("application/gzip");
        using var published = await other.PutAsync("/v1/catalog", archive, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));

        // Of the same name, but nobody there is known.
        Assert.Contains("Nothing is kept", (await visitor.Open(await PageVisitor.Link(other, user))).Html, StringComparison.Ordinal);
        Assert.Contains("<form", (await visitor.Open(await PageVisitor.Link(server.Http, user))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_of_a_tenant_that_is_not_there_opens_nothing()
    {
        var link = PageVisitor.Of(user, Never) with { Subject = new SubjectKey(new TenantId("no/such"), SubjectKind.User, user) };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.Open(PageVisitor.Sealed(server, link))).Status);
    }

    [Fact]
    public async Task An_account_has_no_page() =>
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Post("/v1/profiles/accounts/a1/preference-links", "{}")).Status);

    [Fact]
    public async Task Whoever_moved_the_data_folder_without_the_key_has_revoked_all_links()
    {
        var folder = Directory.CreateTempSubdirectory("links-").FullName;
        try
        {
            string path;
            await using (var before = await GatewayServer.On(folder))
            {
                await before.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
                path = await PageVisitor.Link(before.Http, user);
            }

            await using (var same = await GatewayServer.On(folder))
            {
                using var again = new PageVisitor(same);
                Assert.Equal(HttpStatusCode.OK, (await again.Open(path)).Status);
            }

            File.Delete(Path.Combine(folder, LinkKey.FileName));
            await using var after = await GatewayServer.On(folder);
            using var late = new PageVisitor(after);
            Assert.Equal(HttpStatusCode.NotFound, (await late.Open(path)).Status);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

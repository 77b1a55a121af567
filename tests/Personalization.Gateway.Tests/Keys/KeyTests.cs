using System.Net;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Keys;

public sealed class KeyTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task A_new_key_is_told_once_and_works_until_it_is_revoked()
    {
        var made = await server.Http.Post("/v1/keys", """{"label":"web","scopes":["read"]}""");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        using var client = server.ClientWith(made.Body.GetProperty("key").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/v1/tenant")).Status);
        Assert.DoesNotContain(made.Body.GetProperty("key").GetString()!, (await server.Http.Get("/v1/keys")).Body.GetRawText(), StringComparison.Ordinal);

        var revoked = await server.Http.Delete($"/v1/keys/{made.Body.GetProperty("id").GetString()}");

        Assert.Equal(HttpStatusCode.NoContent, revoked.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Get("/v1/tenant")).Status);
    }

    [Theory]
    [InlineData("{\"label\":\"x\"}", "scopes_missing")]
    [InlineData("{\"label\":\"x\",\"scopes\":[\"fly\"]}", "scope_unknown")]
    [InlineData("{\"label\":\"x\",\"scopes\":\"read\"}", "wrong_type")]
    public async Task A_key_without_good_scopes_is_refused(string body, string code) => Assert.Equal(code, (await server.Http.Post("/v1/keys", body)).Code);

    [Fact]
    public async Task The_key_of_another_tenant_cannot_be_revoked()
    {
        var other = new Core.Subjects.TenantId("other/tenant");
        await server.Control.Tenants.Ensure(other);
        var (_, theirs) = await server.Control.Keys.Create(other, Journal.Control.KeyScopes.All, "theirs");

        var reply = await server.Http.Delete($"/v1/keys/{theirs!.Key.Id}");

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.NotNull(server.Control.KeyDirectory.Find(theirs.Text));
    }
}

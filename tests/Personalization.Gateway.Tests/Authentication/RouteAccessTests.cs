using System.Net;
using System.Text;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Authentication;

/// <summary>Walks over every mapped route, so that a new one is covered without thinking of it.</summary>
public sealed class RouteAccessTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    /// <summary>Open to all on purpose, and why.</summary>
    private static readonly SortedDictionary<string, string> OpenToAll = new(StringComparer.Ordinal)
    {
        ["/"] = "Says what this is and where to read on.",
        ["/healthz"] = "Supervisors ask it, and it tells of no tenant.",
        ["/metrics"] = "Collectors ask it; no tenant and no subject is in a metric.",
        ["/openapi.json"] = "The contract is public.",
        ["/readyz"] = "Load balancers ask it, and it tells of no tenant.",
    };

    private static readonly string[] OpenByLink = ["GET /p/{token}", "GET /p/{token}/erase", "GET /p/{token}/export", "POST /p/{token}", "POST /p/{token}/erase"];

    [Fact]
    public void Only_these_addresses_are_open_to_all() =>
        Assert.Equal(OpenToAll.Keys, MappedRoute.All(server.Services).Where(route => route is { Scope: KeyScopes.None, IsByLink: false }).Select(route => route.Path).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Only_these_addresses_are_opened_by_a_link_and_by_no_key()
    {
        var routes = MappedRoute.All(server.Services).Where(route => route.IsByLink).ToList();
        Assert.Equal(OpenByLink, routes.Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal));
        foreach (var route in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path.Replace("{token}", "forged", StringComparison.Ordinal));
            using var reply = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((route, HttpStatusCode.NotFound, "text/html"), (route, reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        }
    }

    [Theory]
    [InlineData(Credential.None)]
    [InlineData(Credential.Unknown)]
    [InlineData(Credential.Revoked)]
    [InlineData(Credential.Expired)]
    public async Task Without_a_good_credential_every_other_address_is_401(Credential credential)
    {
        using var stranger = server.ClientWith(await CredentialText.Of(credential, server));
        foreach (var route in Guarded())
        {
            var reply = await route.Send(stranger);
            Assert.Equal((route, HttpStatusCode.Unauthorized, "unauthenticated"), (route, reply.Status, reply.Code));
            Assert.NotEmpty(reply.Message.Headers.WwwAuthenticate);
        }
    }

    [Fact]
    public async Task With_every_scope_but_its_own_every_address_is_403()
    {
        foreach (var route in Guarded())
        {
            using var client = server.ClientWith(server.KeyWith(KeyScopes.All & ~route.Scope));
            var reply = await route.Send(client);
            Assert.Equal((route, HttpStatusCode.Forbidden, "wrong_scope"), (route, reply.Status, reply.Code));
        }
    }

    [Fact]
    public async Task Its_own_scope_alone_opens_an_address()
    {
        foreach (var route in Guarded())
        {
            using var client = server.ClientWith(server.KeyWith(route.Scope));
            var reply = await route.Send(client);
            Assert.False(reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{route}: {reply.Status}");
        }
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var key = server.KeyWith(KeyScopes.Read);
        using var client = server.ClientWith(key);
        Assert.Equal(HttpStatusCode.OK, (await client.Get("/v1/tenant")).Status);

        await server.Control.Keys.Revoke(server.Control.KeyDirectory.Find(key)!.Id);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.Get("/v1/tenant")).Status);
    }

    [Theory]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("Authorization", "bearer {0}")]
    [InlineData("X-API-Key", "{0}")]
    [InlineData("Authorization", "Basic {1}")]
    public async Task A_key_may_come_in_each_of_these_ways(string header, string form)
    {
        var key = server.KeyWith(KeyScopes.Read);
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":"));
        Assert.Equal(HttpStatusCode.OK, await StatusWith(header, string.Format(null, form, key, basic)));
    }

    [Theory]
    [InlineData("Authorization", "Basic !!!")]
    [InlineData("Authorization", "Basic ")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "Digest x")]
    [InlineData("X-API-Key", "")]
    public async Task A_header_that_holds_no_key_is_401(string header, string value) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(header, value));

    [Fact]
    public async Task A_token_with_every_scope_but_its_own_opens_no_address()
    {
        foreach (var route in Guarded())
        {
            using var client = server.ClientWith(server.Issuer.Token(FirstKey.Tenant.Value, string.Join(' ', KeyScopeNames.Of(KeyScopes.All & ~route.Scope))));
            Assert.Equal((route, HttpStatusCode.Forbidden), (route, (await route.Send(client)).Status));
        }
    }

    private async Task<HttpStatusCode> StatusWith(string header, string value)
    {
        using var client = server.ClientWith(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tenant");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private IEnumerable<MappedRoute> Guarded() => MappedRoute.Guarded(server.Services);
}

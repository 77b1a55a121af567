using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Authentication;

public sealed class TokenTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private const string Versions = "/personalization.v1.Catalog/Versions";

    private static string Tenant => FirstKey.Tenant.Value;

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_token_names_tenant_and_scopes_on_HTTP_and_gRPC(string algorithm)
    {
        var token = server.Issuer.Token(Tenant, "openid read", algorithm: algorithm);
        using var client = server.ClientWith(token);

        var reply = await client.Get("/v1/tenant");
        Assert.Equal((HttpStatusCode.OK, Tenant, "jwt:somebody"), (reply.Status, reply.Body.GetProperty("tenant").GetString(), reply.Body.GetProperty("keyId").GetString()));
        Assert.Equal(["read"], reply.Body.GetProperty("scopes").EnumerateArray().Select(one => one.GetString()!));
        Assert.Equal("wrong_scope", (await client.Get("/v1/keys")).Code);
        Assert.Equal("0", await RpcStatus.Of(server.GrpcAddress, Versions, token));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public async Task A_token_without_a_signature_of_the_issuer_s_own_is_refused(string algorithm) => await Refused(server.Issuer.Token(Tenant, "read", algorithm: algorithm));

    [Fact]
    public async Task An_algorithm_that_is_not_offered_is_refused_although_the_signature_is_right() => await Refused(server.Issuer.Token(Tenant, "read", algorithm: "RS384"));

    [Fact]
    public async Task A_subject_that_no_log_has_room_for_is_refused()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusOf(server.Issuer.Token(Tenant, "read", claims => claims["sub"] = new string('x', Limits.NameChars))));
        await Refused(server.Issuer.Token(Tenant, "read", claims => claims["sub"] = new string('x', Limits.NameChars + 1)));
    }

    [Theory]
    [InlineData("iss", "https://other.example")]
    [InlineData("aud", "another")]
    [InlineData("sub", "")]
    [InlineData("tenant", "nobody/here")]
    [InlineData("tenant", "DEMO/development")]
    [InlineData("tenant", "")]
    public async Task A_claim_that_says_another_thing_is_refused(string claim, string value) => await Refused(server.Issuer.Token(Tenant, "read", claims => claims[claim] = value));

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("exp")]
    [InlineData("tenant")]
    public async Task A_claim_that_is_missing_is_refused(string claim) => await Refused(server.Issuer.Token(Tenant, "read", claims => claims.Remove(claim)));

    [Fact]
    public async Task A_token_of_another_key_is_refused_whatever_it_calls_it()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = server.Issuer.Token(Tenant, "read").Split('.');
        var header = (JsonObject)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(good[0]))!;
        var claims = (JsonObject)JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(good[1]))!;

        await Refused(TestIssuer.Signed(header, claims, text => other.SignData(text, HashAlgorithmName.SHA256)));
        // The same hand makes a good one of it.
        Assert.Equal(HttpStatusCode.OK, await StatusOf(TestIssuer.Signed(header, claims, text => server.Issuer.Ec.SignData(text, HashAlgorithmName.SHA256))));
        await Refused($"{good[0]}.{good[1]}.");
    }

    [Fact]
    public async Task A_header_that_must_be_understood_and_is_not_is_refused() =>
        await Refused(server.Issuer.Token(Tenant, "read", header: header => header["crit"] = new JsonArray("b64")));

    [Fact]
    public async Task The_word_all_opens_nothing_in_a_token()
    {
        using var client = server.ClientWith(server.Issuer.Token(Tenant, "all"));
        Assert.Equal("wrong_scope", (await client.Get("/v1/tenant")).Code);
    }

    [Fact]
    public async Task A_token_beyond_the_limit_is_refused() => await Refused(server.Issuer.Token(Tenant, "read", claims => claims["more"] = new string('x', Limits.TokenChars)));

    [Fact]
    public async Task A_tenant_that_is_made_later_is_known_then()
    {
        var tenant = $"later/t{Guid.NewGuid():N}";
        var token = server.Issuer.Token(tenant, "read");
        await Refused(token);

        await server.Control.Tenants.Create(new TenantId(tenant));

        Assert.Equal(HttpStatusCode.OK, await StatusOf(token));
    }

    [Fact]
    public async Task A_token_in_the_place_of_a_key_is_none()
    {
        var token = server.Issuer.Token(Tenant, "read");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(request => request.Headers.Add("X-API-Key", token)));
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(token + ":"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusWith(request => request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic)));
    }

    [Fact]
    public async Task A_text_that_looks_like_a_token_cannot_become_a_key()
    {
        var (problem, _) = await server.Control.Keys.Import(FirstKey.Tenant, KeyScopes.All, "mine", "eyJhbGciOiJub25lIn0.e30.");
        Assert.Equal("key_invalid", problem!.Code);
        // What only resembles one can.
        Assert.Null((await server.Control.Keys.Import(FirstKey.Tenant, KeyScopes.Read, "mine", "ey.made-by-me")).Problem);
        Assert.Equal(HttpStatusCode.OK, await StatusOf("ey.made-by-me"));
    }

    private async Task Refused(string token)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(token));
        Assert.Equal("16", await RpcStatus.Of(server.GrpcAddress, Versions, token));
    }

    private Task<HttpStatusCode> StatusOf(string token) => StatusWith(request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));

    private async Task<HttpStatusCode> StatusWith(Action<HttpRequestMessage> credential)
    {
        using var client = server.ClientWith(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/tenant");
        credential(request);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}

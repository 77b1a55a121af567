using System.Net;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Profiles;

public sealed class ProfileTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Theory]
    [InlineData("users/a b")]
    [InlineData("users/a/b")]
    [InlineData("users/a%2Fb")]
    [InlineData("users/ümläut+?&#")]
    public async Task An_id_may_hold_any_character(string address)
    {
        var id = address["users/".Length..] + Guid.NewGuid().ToString("N");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(id)));

        var reply = await server.Http.Get($"/v1/profiles/users/{Uri.EscapeDataString(id)}");

        Assert.Equal(id, reply.Body.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Anonymous_visitors_have_profiles_of_their_own()
    {
        var id = Sample.Fresh("visitor");
        await server.Http.Post("/v1/track", $$"""{"messageId":"m","anonymousId":"{{id}}","event":"project_created"}""");

        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get($"/v1/profiles/anonymous/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{id}")).Status);
    }

    [Fact]
    public async Task The_journal_is_read_in_pages_in_version_order()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch([.. Enumerable.Range(1, 5).Select(number => Sample.Failure(user, $"{user}-{number}"))]));

        var versions = new List<long>();
        var ids = new List<string>();
        for (long? after = 0; after is { } from;)
        {
            var page = (await server.Http.Get($"/v1/profiles/users/{user}/events?after={from}&limit=2")).Body;
            versions.AddRange(page.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("version").GetInt64()));
            ids.AddRange(page.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            after = page.GetProperty("next").ValueKind == System.Text.Json.JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }

        Assert.Equal([1, 2, 3, 4, 5], versions);
        Assert.Equal(5, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("after=-1", "?after")]
    [InlineData("limit=0", "?limit")]
    [InlineData("limit=1001", "?limit")]
    [InlineData("limit=x", "?limit")]
    public async Task A_wrong_page_is_400(string query, string path)
    {
        var reply = await server.Http.Get($"/v1/profiles/users/u/events?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "out_of_range", path), (reply.Status, reply.Code, reply.Path));
    }

    [Fact]
    public async Task A_profile_is_found_under_a_whole_address_too()
    {
        var user = Sample.Fresh("ü user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var address = new Uri(server.Http.BaseAddress!, $"/v1/profiles/users/{Uri.EscapeDataString(user)}");

        // What a client sends to a proxy is the whole address (RFC 9112, section 3.2.2); this server plays the proxy.
        using var handler = new SocketsHttpHandler { Proxy = new System.Net.WebProxy(server.Http.BaseAddress), UseProxy = true };
        using var client = new HttpClient(handler) { DefaultRequestHeaders = { Authorization = server.Http.DefaultRequestHeaders.Authorization } };
        var reply = await client.Get(address.AbsoluteUri.Replace("127.0.0.1", "profiles.example", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.OK, user), (reply.Status, reply.Body.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Nothing_is_known_of_a_subject_without_events()
    {
        Assert.Equal("unknown_subject", (await server.Http.Get("/v1/profiles/accounts/nobody")).Code);
        Assert.Equal("unknown_subject", (await server.Http.Get("/v1/profiles/accounts/nobody/events")).Code);
    }
}

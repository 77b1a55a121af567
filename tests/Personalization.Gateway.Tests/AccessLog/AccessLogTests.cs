using System.Net;
using System.Text.Json;
using Personalization.Gateway.Grpc;
using Personalization.Gateway.Tests.Authentication;
using Personalization.Gateway.Tests.Grpc;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.AccessLog;

public sealed class AccessLogTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    /// <summary>What changes something, or tells of somebody, and is not noted, and why.</summary>
    private static readonly SortedDictionary<string, string> NotNoted = new(StringComparer.Ordinal)
    {
        ["GET /v1/profiles/accounts/{id}/region"] = "Where somebody is pinned, which tells nothing of them.",
        ["GET /v1/profiles/anonymous/{id}/region"] = "The same.",
        ["GET /v1/profiles/users/{id}/region"] = "The same.",
        ["POST /v1/catalog/validate"] = "Changes nothing.",
        ["PUT /v1/profiles/anonymous/{id}/consents"] = "What a person says is an event, with where it was said.",
        ["PUT /v1/profiles/anonymous/{id}/preferences"] = "The same.",
        ["PUT /v1/profiles/users/{id}/consents"] = "The same.",
        ["PUT /v1/profiles/users/{id}/preferences"] = "The same.",
    };

    [Fact]
    public void Every_change_by_an_administrator_and_every_look_at_somebody_is_noted_but_these()
    {
        var open = MappedRoute.Guarded(server.Services).Where(route => route.Act is null && (IsLook(route) || IsChange(route)));
        Assert.Equal(NotNoted.Keys, open.Select(route => $"{route.Method} {route.Path}").Order(StringComparer.Ordinal));

        static bool IsLook(MappedRoute route) => route.Method == "GET" && (route.Path.StartsWith("/v1/profiles/", StringComparison.Ordinal) || route.Path.StartsWith("/v1/decisions/", StringComparison.Ordinal));
        static bool IsChange(MappedRoute route) => route.Method != "GET" && (route.Scope is KeyScopes.Admin or KeyScopes.Privacy);
    }

    [Fact]
    public async Task Every_address_that_is_to_be_noted_is()
    {
        foreach (var route in MappedRoute.Guarded(server.Services).Where(route => route.Act is not null))
        {
            using var world = await TenantWorld.Make(server);
            var before = await Entries(world.Client);
            using var call = ForeignCalls.Of(route, world, out _);
            using var reply = await world.Client.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

            var entry = (await Entries(world.Client)).Skip(before.Count).First(one => Text(one, "act") != "access_log.read" || route.Act == "access_log.read");
            Assert.Equal((route, route.Act, ((int)reply.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)), (route, Text(entry, "act"), Text(entry, "status")));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_method_that_is_to_be_noted_is_under_the_name_of_its_address(int kind)
    {
        foreach (var method in RpcMethods.Guarded(server.Services).Where(method => RpcAuthentication.ActOf(RpcMethods.PathOf(method)) is not null && method.Name != "Watch"))
        {
            var key = await server.KeyOfReadyTenant();
            using var world = await TenantWorld.Make(server, key);
            var before = await Entries(world.Client);
            await RpcStatus.Call(server.GrpcAddress, RpcMethods.PathOf(method), key, ForeignMessages.Of(method.InputType, world, kind));

            var entry = (await Entries(world.Client)).Skip(before.Count).First(one => Text(one, "act") != "access_log.read");
            Assert.Equal((method.FullName, RpcAuthentication.ActOf(RpcMethods.PathOf(method))!.Name), (method.FullName, Text(entry, "act")));
        }
    }

    [Fact]
    public async Task A_look_says_who_for_whom_at_whom_and_how_it_ended()
    {
        using var world = await TenantWorld.Make(server);
        using var look = new HttpRequestMessage(HttpMethod.Get, $"/v1/profiles/users/{world.User}") { Headers = { { "X-Actor", "sue@acme.example" } } };
        await world.Client.Ask(look);

        var entry = Assert.Single(await Entries(world.Client, $"&subject=user:{world.User}"), one => Text(one, "act") == "profile.read");
        Assert.Equal(("200", "test", "sue@acme.example", "user", world.User), (Text(entry, "status"), Text(entry, "callerName"), Text(entry, "actor"), Text(entry, "kind"), Text(entry, "subject")));
        Assert.StartsWith("k_", Text(entry, "caller"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_subject_of_a_token_is_who_looks()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        using var client = server.ClientWith(server.Issuer.Token(FirstKey.Tenant.Value, "read"));
        await client.Get($"/v1/profiles/users/{user}/events");

        var entry = Assert.Single(await Entries(server.Http, $"&subject=user:{user}"));
        Assert.Equal(("profile.events", "jwt:somebody", null), (Text(entry, "act"), Text(entry, "caller"), Text(entry, "callerName")));
    }

    [Fact]
    public async Task A_change_is_noted_before_it_is_answered()
    {
        using var client = server.ClientWith(await server.KeyOfReadyTenant());
        var key = (await client.Post("/v1/keys", """{"scopes":["read"],"label":"new"}""")).Body.GetProperty("id").GetString();

        // Not through the server, which writes what waits first.
        var tenant = new Core.Subjects.TenantId((await client.Get("/v1/tenant")).Body.GetProperty("tenant").GetString()!);
        var entry = Assert.Single(await server.Control.AccessLog.List(tenant, 0, 10)).Entry;
        Assert.Equal(("keys.create", key, "201"), (entry.Act, entry.About, entry.Status));
    }

    [Fact]
    public async Task Somebody_who_is_not_known_is_not_named()
    {
        using var client = server.ClientWith(await server.KeyOfReadyTenant());
        var nobody = Sample.Fresh("user");
        Assert.Equal(HttpStatusCode.NotFound, (await client.Get($"/v1/profiles/users/{nobody}")).Status);
        await client.Post("/v1/explain", $$"""{"userId":"{{nobody}}","surface":"home.card"}""");

        var entries = await Entries(client);
        Assert.Equal([("profile.read", "404", "user"), ("decision.explain", "200", null)], entries.Take(2).Select(one => (Text(one, "act"), Text(one, "status"), Text(one, "kind"))));
        Assert.DoesNotContain(nobody, string.Join('\n', entries.Select(one => one.GetRawText())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_whoever_was_erased_it_stays_that_somebody_looked_and_that_somebody_was_erased()
    {
        using var world = await TenantWorld.Make(server);
        await world.Client.Get($"/v1/profiles/users/{world.User}");
        var receipt = (await world.Client.Delete($"/v1/profiles/users/{world.User}")).Body.GetProperty("receipt").GetString();

        var entries = await Entries(world.Client);
        Assert.Contains(entries, one => (Text(one, "act"), Text(one, "kind"), Text(one, "subject")) == ("profile.read", "user", null));
        Assert.Contains(entries, one => (Text(one, "act"), Text(one, "about")) == ("profile.erase", receipt));
        Assert.DoesNotContain(world.User, string.Join('\n', entries.Select(one => one.GetRawText())), StringComparison.Ordinal);
        Assert.Empty(await Entries(world.Client, $"&subject=user:{world.User}"));
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        using var world = await TenantWorld.Make(server);
        var all = await Entries(world.Client);
        var first = (await world.Client.Get("/v1/access-log?limit=1")).Body;
        var second = (await world.Client.Get($"/v1/access-log?limit=1&after={first.GetProperty("next")}")).Body;
        Assert.Equal(all.Take(2).Select(one => one.GetRawText()), [first.GetProperty("entries")[0].GetRawText(), second.GetProperty("entries")[0].GetRawText()]);
        Assert.Equal(JsonValueKind.Null, (await world.Client.Get("/v1/access-log?limit=1000")).Body.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("?subject=u1", "?subject")]
    [InlineData("?subject=robot:u1", "?subject")]
    [InlineData("?subject=user:", "?subject")]
    [InlineData("?after=-1", "?after")]
    [InlineData("?limit=0", "?limit")]
    public async Task What_cannot_be_asked_is_refused(string query, string path)
    {
        var reply = await server.Http.Get("/v1/access-log" + query);
        Assert.Equal((HttpStatusCode.BadRequest, path), (reply.Status, reply.Path));
    }

    [Fact]
    public async Task Whom_somebody_acts_for_has_200_characters_at_most()
    {
        using var look = new HttpRequestMessage(HttpMethod.Get, "/v1/dead-letters") { Headers = { { "X-Actor", new string('x', 201) } } };
        var reply = await server.Http.Ask(look);
        Assert.Equal((HttpStatusCode.BadRequest, "too_long"), (reply.Status, reply.Code));
    }

    private static async Task<IReadOnlyList<JsonElement>> Entries(HttpClient client, string more = "") =>
        [.. (await client.Get("/v1/access-log?limit=1000" + more)).Body.GetProperty("entries").EnumerateArray()];

    private static string? Text(JsonElement entry, string member) => entry.GetProperty(member).GetString();
}

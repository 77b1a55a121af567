using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.TimeTravel;

public sealed class PastTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task A_profile_is_read_as_it_was_known_at_a_time()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var then = await ReceivedAt(user, 1);
        await Later(then);
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "import_completed", """{"rows":3,"feature":"csv"}""")));

        var past = (await server.Http.Get($"/v1/profiles/users/{user}?at={then}")).Body;

        Assert.Equal((1, true), (past.GetProperty("version").GetInt32(), Open(past)));
        Assert.Equal(then, past.GetProperty("at").GetString());
        Assert.Equal((await server.Http.Get("/v1/catalog")).Body.GetProperty("hash").GetString(), past.GetProperty("catalog").GetString());
        var live = (await server.Http.Get($"/v1/profiles/users/{user}")).Body;
        Assert.Equal((2, false), (live.GetProperty("version").GetInt32(), Open(live)));
        Assert.False(live.TryGetProperty("at", out _));

        static bool Open(JsonElement profile) => profile.GetProperty("errors")[0].GetProperty("open").GetBoolean();
    }

    [Fact]
    public async Task A_decision_is_made_as_it_would_have_been_at_a_time()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var then = await ReceivedAt(user, 1);
        await Later(then);
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "import_completed", """{"rows":3,"feature":"csv"}""")));

        Assert.DoesNotContain("help.import_failed", await Actions("/v1/decide", ""));
        Assert.Contains("help.import_failed", await Actions("/v1/decide", $",\"at\":\"{then}\""));
        Assert.Contains("help.import_failed", await Actions("/v1/explain", $",\"at\":\"{then}\""));

        async Task<IEnumerable<string?>> Actions(string path, string more) =>
            (await server.Http.Post(path, $$"""{"userId":"{{user}}","surface":"home.card","mode":"peek"{{more}}}""")).Body
                .GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_served_decision_is_found_under_its_id_and_comes_out_again()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var served = (await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card","requestId":"page"}""")).Body;

        var found = (await server.Http.Get($"/v1/decisions/{served.GetProperty("decisionId").GetString()}")).Body;

        Assert.True(found.GetProperty("identical").GetBoolean());
        Assert.Empty(found.GetProperty("differences").EnumerateArray());
        Assert.Equal(user, found.GetProperty("subject").GetProperty("id").GetString());
        Assert.Equal("page", found.GetProperty("requestId").GetString());
        Assert.All(served.EnumerateObject().Where(member => member.Name != "rejectedCount"), member => Assert.Equal(member.Value.GetRawText(), found.GetProperty(member.Name).GetRawText()));
    }

    [Theory]
    [InlineData("/v1/profiles/users/u?at=yesterday", HttpStatusCode.BadRequest, "invalid_time", "?at")]
    [InlineData("/v1/profiles/users/u?at=12:00", HttpStatusCode.BadRequest, "invalid_time", "?at")]
    [InlineData("/v1/profiles/users/u?at=", HttpStatusCode.BadRequest, "invalid_time", "?at")]
    [InlineData("/v1/profiles/users/u?at=9998-01-01T00:00:00Z", HttpStatusCode.UnprocessableEntity, "time_out_of_range", "?at")]
    [InlineData("/v1/profiles/users/u?at=2020-01-01T00:00:00Z", HttpStatusCode.NotFound, "unknown_subject", "")]
    [InlineData("/v1/profiles/users/u?at=2020-01-01T00:00:00", HttpStatusCode.BadRequest, "invalid_time", "?at")]
    [InlineData("/v1/profiles/users/u?at=2020-01-01T00:00Z", HttpStatusCode.BadRequest, "invalid_time", "?at")]
    [InlineData("/v1/profiles/users/u?at=2020-01-01t00:00:00.123456789z", HttpStatusCode.NotFound, "unknown_subject", "")]
    [InlineData("/v1/profiles/users/u?at=2020-01-01T00:00:00%2B01:00", HttpStatusCode.NotFound, "unknown_subject", "")]
    [InlineData("/v1/profiles/users/u?catalog=abc", HttpStatusCode.BadRequest, "required", "?at")]
    [InlineData("/v1/profiles/users/u?at=2020-01-01T00:00:00Z&catalog=abc", HttpStatusCode.NotFound, "unknown_catalog", "?catalog")]
    [InlineData("/v1/decisions/nonsense", HttpStatusCode.NotFound, "unknown_decision", "")]
    public async Task What_is_not_there_is_told(string address, HttpStatusCode status, string code, string path)
    {
        var reply = await server.Http.Get(address);
        Assert.Equal((status, code, path), (reply.Status, reply.Code, reply.Path));
        Assert.NotEmpty(reply.Body.GetProperty("hint").GetString()!);
    }

    [Fact]
    public async Task A_time_before_the_first_event_does_not_ask_for_an_event()
    {
        var reply = await server.Http.Get("/v1/profiles/users/u?at=2020-01-01T00:00:00Z");
        Assert.DoesNotContain("Send an event", reply.Body.GetProperty("hint").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"at\":\"2026-03-01T00:00:00Z\"", HttpStatusCode.BadRequest, "not_allowed", "/at")]
    [InlineData("\"mode\":\"peek\",\"at\":\"2026-03-01T00:00:00Z\",\"now\":\"2026-03-01T00:00:00Z\"", HttpStatusCode.BadRequest, "not_allowed", "/now")]
    [InlineData("\"mode\":\"peek\",\"catalog\":\"abc\"", HttpStatusCode.BadRequest, "not_allowed", "/catalog")]
    [InlineData("\"mode\":\"peek\",\"at\":\"2026-03-01T00:00:00Z\",\"catalog\":\"abc\"", HttpStatusCode.NotFound, "unknown_catalog", "/catalog")]
    [InlineData("\"mode\":\"peek\",\"at\":\"2026-03-01T00:00:00\"", HttpStatusCode.BadRequest, "invalid_time", "/at")]
    [InlineData("\"mode\":\"peek\",\"now\":\"2026-03-01T00:00:00\"", HttpStatusCode.BadRequest, "invalid_time", "/now")]
    [InlineData("\"mode\":\"peek\",\"at\":\"9998-01-01T00:00:00Z\"", HttpStatusCode.UnprocessableEntity, "time_out_of_range", "/at")]
    public async Task A_question_about_the_past_that_makes_no_sense_is_told(string members, HttpStatusCode status, string code, string path)
    {
        var reply = await server.Http.Post("/v1/decide", $$"""{"userId":"u","surface":"home.card",{{members}}}""");
        Assert.Equal((status, code, path), (reply.Status, reply.Code, reply.Path));
    }

    [Fact]
    public async Task Deciding_at_another_time_and_under_another_catalog_need_the_scope_admin()
    {
        using var client = server.ClientWith(server.KeyWith(KeyScopes.Decide | KeyScopes.Read));
        var decided = await client.Post("/v1/decide", """{"userId":"u","surface":"home.card","mode":"peek","at":"2026-03-01T00:00:00Z"}""");
        var read = await client.Get("/v1/profiles/users/u?at=2026-03-01T00:00:00Z&catalog=abc");
        Assert.Equal((HttpStatusCode.Forbidden, "/at"), (decided.Status, decided.Path));
        Assert.Equal((HttpStatusCode.Forbidden, "?catalog"), (read.Status, read.Path));
    }

    private async Task<string> ReceivedAt(string user, int version) =>
        (await server.Http.Get($"/v1/profiles/users/{user}/events?after={version - 1}&limit=1")).Body.GetProperty("events")[0].GetProperty("receivedAt").GetString()!;

    /// <summary>Asks for something else until the server's clock has moved on.</summary>
    private async Task Later(string then)
    {
        for (var probe = then; string.CompareOrdinal(probe, then) <= 0;)
        {
            var user = Sample.Fresh("clock");
            await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
            probe = await ReceivedAt(user, 1);
        }
    }
}

using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Segment;

public sealed class SegmentTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Theory]
    [InlineData("track", "\"event\":\"project_created\"", "track")]
    [InlineData("identify", "\"traits\":{\"role\":\"member\"}", "identify")]
    [InlineData("group", "\"groupId\":\"acme\",\"traits\":{\"plan\":\"team\"}", "group")]
    [InlineData("alias", "\"previousId\":\"old\"", "alias")]
    [InlineData("page", "\"properties\":{\"path\":\"/boards\"}", "page")]
    [InlineData("screen", "\"name\":\"Boards\"", "screen")]
    public async Task Every_call_takes_one_event_of_its_type(string call, string members, string type)
    {
        var user = Sample.Fresh("user");

        var reply = await server.Http.Post($"/v1/{call}", $$"""{"messageId":"m","userId":"{{user}}",{{members}}}""");

        Assert.Equal(1, reply.Accepted);
        var events = (await server.Http.Get($"/v1/profiles/users/{user}/events")).Body.GetProperty("events");
        Assert.Equal(type, events[events.GetArrayLength() - 1].GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_same_batch_twice_changes_nothing_the_second_time()
    {
        var user = Sample.Fresh("user");
        var batch = Sample.Batch(Sample.Failure(user), Sample.Failure(user));

        var first = await server.Http.Post("/v1/batch", batch);
        var before = await server.Http.Get($"/v1/profiles/users/{user}");
        var second = await server.Http.Post("/v1/batch", batch);
        var after = await server.Http.Get($"/v1/profiles/users/{user}");

        Assert.Equal((2, 0), (first.Accepted, first.Duplicates));
        Assert.Equal((0, 2), (second.Accepted, second.Duplicates));
        Assert.Equal(before.Body.GetRawText(), after.Body.GetRawText());
    }

    [Fact]
    public async Task The_sender_s_time_is_kept()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "project_created", more: ",\"timestamp\":\"2026-03-01T09:30:00+01:00\"")));

        Assert.Equal("2026-03-01T08:30:00Z", (await FirstEvent(user)).GetProperty("time").GetString());
    }

    [Fact]
    public async Task A_time_without_an_offset_is_UTC()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "project_created", more: ",\"timestamp\":\"2026-03-01T09:30:00.5\"")));

        Assert.Equal("2026-03-01T09:30:00.500Z", (await FirstEvent(user)).GetProperty("time").GetString());
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_corrected_by_when_it_says_that_it_sent()
    {
        var user = Sample.Fresh("user");
        var batch = $$"""{"batch":[{{Sample.Track(user, "project_created", more: ",\"originalTimestamp\":\"2001-01-01T00:00:00Z\"")}}],"sentAt":"2001-01-01T00:01:00Z"}""";
        await server.Http.Post("/v1/batch", batch);

        var stored = await FirstEvent(user);
        Assert.Equal(TimeSpan.FromMinutes(1), stored.GetProperty("receivedAt").GetDateTimeOffset() - stored.GetProperty("time").GetDateTimeOffset());
    }

    [Fact]
    public async Task The_account_is_that_of_the_context()
    {
        var (user, account) = (Sample.Fresh("user"), Sample.Fresh("account"));
        await server.Http.Post("/v1/batch", Sample.Batch(
            Sample.Track(user, "quota_set", """{"meter":"runs","limit":100}""", more: $$""","context":{"groupId":"{{account}}"}"""),
            Sample.Track(user, "quota_used", """{"meter":"runs","amount":84}""", more: $$""","context":{"groupId":"{{account}}"}""")));

        var meters = (await server.Http.Get($"/v1/profiles/accounts/{account}")).Body.GetProperty("meters");
        Assert.Equal(0.84, meters.GetProperty("runs").GetProperty("ratio").GetDouble());
    }

    [Fact]
    public async Task An_event_about_an_account_alone_needs_no_user()
    {
        var account = Sample.Fresh("account");

        var reply = await server.Http.Post("/v1/track", $$$"""{"messageId":"m","groupId":"{{{account}}}","event":"quota_set","properties":{"meter":"runs","limit":100}}""");

        Assert.Equal(1, reply.Accepted);
        Assert.Equal(1, (await server.Http.Get($"/v1/profiles/accounts/{account}")).Body.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Where_the_person_was_is_read_from_the_context()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "project_created", more:
            ""","context":{"locale":"de-AT","timezone":"Europe/Vienna","device":{"id":"x","type":"mobile"},"os":{"name":"iOS"},"app":{"version":"1.2"},"location":{"country":"AT","city":"Graz"},"library":{"name":"x"}}""")));

        var context = (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("context");
        Assert.Equal("""{"locale":"de-AT","timezone":"Europe/Vienna","region":"AT","device":"mobile","os":"iOS","appVersion":"1.2"}""", context.GetRawText());
    }

    [Fact]
    public async Task The_context_of_a_batch_counts_for_events_without_their_own()
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", $$"""{"context":{"locale":"fr"},"batch":[{{Sample.Failure(user)}}]}""");

        Assert.Equal("fr", (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("context").GetProperty("locale").GetString());
    }

    [Fact]
    public async Task Names_may_be_escaped_and_repeated_and_the_last_value_holds()
    {
        var user = Sample.Fresh("user");
        var reply = await server.Http.Post("/v1/batch", Sample.Batch(
            $$$"""{"type":"track","message\u0049d":"m","userId":"{{{user}}}","event":"project_created","properties":{"template":"a","templat\u0065":"b"}}"""));

        Assert.Equal(1, reply.Accepted);
        Assert.Equal("""{"template":"b"}""", (await FirstEvent(user)).GetProperty("properties").GetRawText());
    }

    [Fact]
    public async Task Whole_numbers_are_ints_however_they_are_written()
    {
        var account = Sample.Fresh("account");
        await server.Http.Post("/v1/track", $$$"""{"messageId":"m","groupId":"{{{account}}}","event":"quota_set","properties":{"meter":"runs","limit":1e2}}""");

        var stored = await server.Http.Get($"/v1/profiles/accounts/{account}/events");
        Assert.Equal("""{"meter":"runs","limit":100}""", stored.Body.GetProperty("events")[0].GetProperty("properties").GetRawText());
    }

    private async Task<JsonElement> FirstEvent(string user)
    {
        var reply = await server.Http.Get($"/v1/profiles/users/{user}/events");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        return reply.Body.GetProperty("events")[0];
    }
}

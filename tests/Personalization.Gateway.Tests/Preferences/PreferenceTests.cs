using System.Net;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Preferences;

public sealed class PreferenceTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user");

    [Fact]
    public async Task A_topic_that_a_person_turns_off_binds_the_next_decision()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        Assert.Equal("help.import_failed", (await Explain()).GetProperty("actions")[0].GetProperty("id").GetString());

        await Put("users", """{"topics":{"help/in_app":false},"timestamp":"2026-03-01T09:30:00Z"}""");

        var rejected = await Rejected("help.import_failed");
        Assert.Equal(
            ("preferences", "topic_off", "topic help is off for in_app, said at 2026-03-01T09:30:00Z"),
            (rejected.GetProperty("stage").GetString(), rejected.GetProperty("code").GetString(), rejected.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Who_snoozes_everything_gets_nothing_until_they_end_it()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        await Put("users", """{"snoozedUntil":"2999-01-01T00:00:00Z"}""");
        Assert.Equal("snoozed_all", (await Rejected("help.import_failed")).GetProperty("code").GetString());

        var ended = await Put("users", """{"snoozedUntil":"2026-01-01T00:00:00Z"}""");

        Assert.Equal(JsonValueKind.Null, ended.Body.GetProperty("preferences").GetProperty("snoozedUntil").ValueKind);
        Assert.Equal("help.import_failed", (await Explain()).GetProperty("actions")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Who_wants_less_like_something_does_not_get_it_until_they_take_that_back()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var said = await Put("users", """{"lessLikeThis":{"help.import_failed":true}}""");
        Assert.Equal("less_like_this", (await Rejected("help.import_failed")).GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.String, said.Body.GetProperty("preferences").GetProperty("lessLikeThis").GetProperty("help.import_failed").ValueKind);

        var back = await Put("users", """{"lessLikeThis":{"help.import_failed":false}}""");

        Assert.Equal("{}", back.Body.GetProperty("preferences").GetProperty("lessLikeThis").GetRawText());
        Assert.Equal("help.import_failed", (await Explain()).GetProperty("actions")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_answer_is_all_that_counts_now()
    {
        await Put("users", """{"snoozedUntil":"2999-01-01T00:00:00Z","quietHours":[{"days":["sun","sat"],"from":"22:00","to":"07:30"},{"from":"12:00","to":"13:00"}]}""");

        var reply = await Put("users", """{"topics":{"tips":false,"tips/email":true},"digest":{"tips":"weekly"},"timestamp":"2026-03-01T09:30:00Z"}""");

        var preferences = reply.Body.GetProperty("preferences");
        Assert.Equal(2, reply.Body.GetProperty("version").GetInt64());
        Assert.Equal("2999-01-01T00:00:00Z", preferences.GetProperty("snoozedUntil").GetString());
        Assert.Equal(
            """[{"days":["sat","sun"],"from":"22:00","to":"07:30"},{"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"12:00","to":"13:00"}]""",
            preferences.GetProperty("quietHours").GetRawText());
        Assert.Equal("""{"on":false,"said":"2026-03-01T09:30:00Z","digest":"weekly","channels":{"email":true,"in_app":false}}""", Topic(preferences, "tips"));
        Assert.Equal("""{"on":false,"said":"2026-03-01T09:30:00Z","digest":null,"channels":{"email":true,"in_app":false}}""", Topic(preferences, "tips.news"));
        Assert.Equal("""{"on":true,"said":null,"digest":null,"channels":{"email":false,"in_app":true}}""", Topic(preferences, "offers"));
        Assert.Equal(preferences.GetRawText(), (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("preferences").GetRawText());
    }

    [Fact]
    public async Task What_was_said_is_in_the_journal_with_its_source()
    {
        await Put("anonymous", """{"topics":{"tips":false},"quietHours":[],"source":"settings page"}""");

        var stored = (await server.Http.Get($"/v1/profiles/anonymous/{user}/events")).Body.GetProperty("events")[0];
        Assert.Equal("preferences", stored.GetProperty("type").GetString());
        Assert.Equal("""{"topics":{"tips":false},"digest":{},"quietHours":[],"source":"settings page"}""", stored.GetProperty("properties").GetRawText());
    }

    [Fact]
    public async Task The_same_message_changes_nothing_the_second_time()
    {
        await Put("users", """{"messageId":"m1","topics":{"tips":false}}""");

        var again = await Put("users", """{"messageId":"m1","topics":{"tips":true}}""");

        Assert.Equal(1, again.Body.GetProperty("version").GetInt64());
        Assert.StartsWith("""{"on":false,""", Topic(again.Body.GetProperty("preferences"), "tips"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"topics":{"telepathy":true}}""", "unknown_topic", "/topics/telepathy", 422)]
    [InlineData("""{"topics":{"tips/pigeon":true}}""", "unknown_topic", "/topics/tips~1pigeon", 422)]
    [InlineData("""{"topics":{"tips":"off"}}""", "wrong_type", "/topics/tips", 400)]
    [InlineData("""{"topics":{"tips":null}}""", "wrong_type", "/topics/tips", 400)]
    [InlineData("""{"topics":{"tips":true,"tips":false}}""", "too_many_members", "/topics/tips", 400)]
    [InlineData("""{"topics":[]}""", "wrong_type", "/topics", 400)]
    [InlineData("""{"digest":{"tips/email":"daily"}}""", "unknown_topic", "/digest/tips~1email", 422)]
    [InlineData("""{"digest":{"tips":"hourly"}}""", "not_allowed", "/digest/tips", 400)]
    [InlineData("""{"lessLikeThis":{"help.telepathy":true}}""", "not_allowed", "/lessLikeThis/help.telepathy", 400)]
    [InlineData("""{"lessLikeThis":{"help.import_failed":"yes"}}""", "wrong_type", "/lessLikeThis/help.import_failed", 400)]
    [InlineData("""{"lessLikeThis":{}}""", "required", "", 400)]
    [InlineData("""{"snoozedUntil":"tomorrow"}""", "invalid_time", "/snoozedUntil", 400)]
    [InlineData("""{"quietHours":{}}""", "wrong_type", "/quietHours", 400)]
    [InlineData("""{"quietHours":[{"from":"22:00"}]}""", "required", "/quietHours/0/to", 400)]
    [InlineData("""{"quietHours":[{"from":"22:00","to":"24:00"}]}""", "invalid_time", "/quietHours/0/to", 400)]
    [InlineData("""{"quietHours":[{"days":[],"from":"22:00","to":"23:00"}]}""", "not_allowed", "/quietHours/0/days", 400)]
    [InlineData("""{"quietHours":[{"days":["someday"],"from":"22:00","to":"23:00"}]}""", "not_allowed", "/quietHours/0/days", 400)]
    [InlineData("""{"quietHours":[{"from":"22:00","to":"23:00","zone":"UTC"}]}""", "unknown_field", "/quietHours/0/zone", 400)]
    [InlineData("""{"quietHours":[{"from":"00:00","to":"00:00"}]}""", "not_allowed", "/quietHours", 400)]
    [InlineData("""{"topics":{}}""", "required", "", 400)]
    [InlineData("""{"source":"x"}""", "required", "", 400)]
    [InlineData("""{"topics":{"tips":true},"timestamp":"2999-01-01T00:00:00Z"}""", "time_out_of_range", "/timestamp", 422)]
    [InlineData("""{"topics":{"tips":true},"why":1}""", "unknown_field", "/why", 400)]
    public async Task What_is_wrong_is_said_with_its_path(string body, string code, string path, int status)
    {
        var reply = await Put("users", body);

        Assert.Equal((status, code, path), ((int)reply.Status, reply.Code, reply.Path));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task Over_gRPC_it_is_the_same()
    {
        var until = Timestamp.FromDateTimeOffset(new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var hours = new ProfileQuietHours { Intervals = { new ProfileInterval { Days = { "sun" }, From = "22:00", To = "07:30" } } };
        var said = await server.Grpc.Call(
            Personalization.Grpc.V1.Profiles.SetPreferences,
            new ProfilesSetPreferencesRequest { Kind = SubjectKind.User, Id = user, Topics = { ["tips/email"] = false }, Digest = { ["tips"] = "daily" }, SnoozedUntil = until, QuietHours = hours, LessLikeThis = { ["upsell.runs"] = true } });
        var profile = (await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, new ProfilesGetRequest { Kind = SubjectKind.User, Id = user })).Profile;

        var tips = said.Preferences.Topics["tips"];
        Assert.Equal((1, true, false, true, "daily"), (said.Version, tips.On, tips.Channels["email"], tips.Channels["in_app"], tips.Digest));
        Assert.Equal((until, hours), (said.Preferences.SnoozedUntil, said.Preferences.QuietHours));
        Assert.Equal("upsell.runs", Assert.Single(said.Preferences.LessLikeThis).Key);
        Assert.Equal(said.Preferences, profile.Preferences);
    }

    [Fact]
    public async Task An_account_prefers_nothing()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(
            Personalization.Grpc.V1.Profiles.SetPreferences,
            new ProfilesSetPreferencesRequest { Kind = SubjectKind.Account, Id = user, Topics = { ["tips"] = false } }));

        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.NotEqual(HttpStatusCode.OK, (await Put("accounts", """{"topics":{"tips":false}}""")).Status);
    }

    private static string Topic(JsonElement preferences, string topic) => preferences.GetProperty("topics").GetProperty(topic).GetRawText();

    private async Task<JsonElement> Explain() => (await server.Http.Post("/v1/explain", $$"""{"userId":"{{user}}","surface":"home.card"}""")).Body;

    private async Task<JsonElement> Rejected(string action) => (await Explain()).GetProperty("rejected").EnumerateArray().Single(one => one.GetProperty("id").GetString() == action);

    private async Task<Reply> Put(string kind, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/{kind}/{user}/preferences") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await server.Http.Ask(request);
    }
}

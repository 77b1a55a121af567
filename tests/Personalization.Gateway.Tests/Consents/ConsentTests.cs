using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Consents;

public sealed class ConsentTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user");

    [Fact]
    public async Task What_a_person_refuses_binds_the_next_decision()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        Assert.Equal("help.import_failed", (await Explain()).GetProperty("actions")[0].GetProperty("id").GetString());

        await Put("users", """{"consents":{"personalization":"denied"},"source":"settings page"}""");

        var explained = await Explain();
        Assert.Empty(explained.GetProperty("actions").EnumerateArray());
        var rejected = explained.GetProperty("rejected").EnumerateArray().Single(one => one.GetProperty("id").GetString() == "help.import_failed");
        Assert.Equal(("consent", "consent_denied"), (rejected.GetProperty("stage").GetString(), rejected.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_answer_is_all_that_counts_now()
    {
        var reply = await Put("users", """{"consents":{"marketing":"denied"},"source":"settings page","timestamp":"2026-03-01T09:30:00Z"}""");

        Assert.Equal(1, reply.Body.GetProperty("version").GetInt64());
        Assert.Equal("""{"state":"denied","said":"2026-03-01T09:30:00Z","source":"settings page"}""", Consent(reply.Body, "marketing"));
        Assert.Equal("""{"state":"granted","said":null,"source":null}""", Consent(reply.Body, "analytics"));
        Assert.Equal(reply.Body.GetProperty("consents").GetRawText(), (await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("consents").GetRawText());
    }

    [Fact]
    public async Task The_proof_is_kept_in_the_journal()
    {
        await Put("anonymous", """{"consents":{"marketing":"granted"},"proof":"text 2026-02"}""");

        var stored = (await server.Http.Get($"/v1/profiles/anonymous/{user}/events")).Body.GetProperty("events")[0];
        Assert.Equal("consent", stored.GetProperty("type").GetString());
        Assert.Equal("""{"consents":{"marketing":true},"source":"api","proof":"text 2026-02"}""", stored.GetProperty("properties").GetRawText());
    }

    [Fact]
    public async Task The_same_message_changes_nothing_the_second_time()
    {
        await Put("users", """{"messageId":"m1","consents":{"marketing":"denied"}}""");

        var again = await Put("users", """{"messageId":"m1","consents":{"marketing":"granted"}}""");

        Assert.Equal(1, again.Body.GetProperty("version").GetInt64());
        Assert.Contains("denied", Consent(again.Body, "marketing"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"consents":{"telepathy":"granted"}}""", "unknown_purpose", "/consents/telepathy", 422)]
    [InlineData("""{"consents":{"marketing":"maybe"}}""", "not_allowed", "/consents/marketing", 400)]
    [InlineData("""{"consents":{"marketing":true}}""", "wrong_type", "/consents/marketing", 400)]
    [InlineData("""{"consents":{}}""", "required", "/consents", 400)]
    [InlineData("""{"source":"x"}""", "required", "/consents", 400)]
    [InlineData("""{"consents":{"marketing":"granted"},"timestamp":"2999-01-01T00:00:00Z"}""", "time_out_of_range", "/timestamp", 422)]
    [InlineData("""{"consents":{"marketing":"granted","marketing":"denied"}}""", "too_many_members", "/consents/marketing", 400)]
    [InlineData("""{"consents":{"marketing":"granted"},"why":1}""", "unknown_field", "/why", 400)]
    public async Task What_is_wrong_is_said_with_its_path(string body, string code, string path, int status)
    {
        var reply = await Put("users", body);

        Assert.Equal((status, code, path), ((int)reply.Status, reply.Code, reply.Path));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    [Fact]
    public async Task An_event_brings_along_what_a_banner_was_told()
    {
        var reply = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(
            user, "project_created", more: ""","timestamp":"2026-03-01T09:30:00Z","context":{"consent":{"version":2,"categoryPreferences":{"Advertising":false,"C9":true}}}""")));

        Assert.Equal(1, reply.Accepted);
        var profile = (await server.Http.Get($"/v1/profiles/users/{user}")).Body;
        Assert.Equal("""{"state":"denied","said":"2026-03-01T09:30:00Z","source":""}""", Consent(profile, "marketing"));
    }

    [Theory]
    [InlineData("""{"categoryPreferences":{"marketing":"no"}}""", "wrong_type", "/context/consent/categoryPreferences/marketing")]
    [InlineData("""{"categoryPreferences":[]}""", "wrong_type", "/context/consent/categoryPreferences")]
    [InlineData("true", "wrong_type", "/context/consent")]
    public async Task A_banner_that_cannot_be_understood_is_refused_with_its_event(string consent, string code, string path)
    {
        var reply = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user), Sample.Track(user, "project_created", more: $$""","context":{"consent":{{consent}}}""")));

        Assert.Equal([(1, code, path)], reply.Rejected);
    }

    [Fact]
    public async Task Over_gRPC_it_is_the_same()
    {
        var said = await server.Grpc.Call(
            Personalization.Grpc.V1.Profiles.SetConsents,
            new ProfilesSetConsentsRequest { Kind = SubjectKind.User, Id = user, Consents = { ["marketing"] = false }, Source = "app" });
        var profile = (await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, new ProfilesGetRequest { Kind = SubjectKind.User, Id = user })).Profile;

        Assert.Equal((1, false, true), (said.Version, said.Consents["marketing"], said.Consents["analytics"]));
        Assert.Equal(said.Consents, profile.Consents);
    }

    [Fact]
    public async Task An_account_agrees_to_nothing()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(
            Personalization.Grpc.V1.Profiles.SetConsents,
            new ProfilesSetConsentsRequest { Kind = SubjectKind.Account, Id = user, Consents = { ["marketing"] = false } }));

        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.NotEqual(HttpStatusCode.OK, (await Put("accounts", """{"consents":{"marketing":"denied"}}""")).Status);
    }

    [Fact]
    public async Task A_banner_over_gRPC_counts_too()
    {
        var sent = new Event { MessageId = "m1", Type = EventType.Track, UserId = user, Event_ = "project_created", Context = new EventContext { Consent = { ["Advertising"] = false } } };
        await server.Grpc.Call(Events.Ingest, new IngestRequest { Events = { sent } });

        var profile = (await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, new ProfilesGetRequest { Kind = SubjectKind.User, Id = user })).Profile;
        Assert.False(profile.Consents["marketing"]);
    }

    private static string Consent(JsonElement body, string purpose) => body.GetProperty("consents").GetProperty(purpose).GetRawText();

    private async Task<JsonElement> Explain() => (await server.Http.Post("/v1/explain", $$"""{"userId":"{{user}}","surface":"home.card"}""")).Body;

    private async Task<Reply> Put(string kind, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/{kind}/{user}/consents") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await server.Http.Ask(request);
    }
}

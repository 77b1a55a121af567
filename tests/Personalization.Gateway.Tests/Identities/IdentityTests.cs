using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Identities;

public sealed class IdentityTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user");
    private readonly string visitor = Sample.Fresh("visitor");

    [Fact]
    public async Task What_a_visitor_did_decides_once_they_sign_in()
    {
        await Send(Failure(visitor));

        await Send(SignIn());

        var decision = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""");
        Assert.Equal("help.import_failed", decision.Body.GetProperty("actions")[0].GetProperty("id").GetString());
        var profile = await Get("users", user);
        var identity = profile.GetProperty("identities")[0];
        Assert.Equal(("anonymous", visitor, false), (identity.GetProperty("kind").GetString(), identity.GetProperty("id").GetString(), identity.GetProperty("undone").GetBoolean()));
    }

    [Fact]
    public async Task A_merged_id_is_answered_with_the_users_profile_and_keeps_its_own_journal()
    {
        await Send(Failure(visitor), SignIn());

        Assert.Equal(("user", user), ((await Get("anonymous", visitor)).GetProperty("kind").GetString(), (await Get("anonymous", visitor)).GetProperty("id").GetString()));
        var own = (await server.Http.Get($"/v1/profiles/anonymous/{visitor}/events")).Body.GetProperty("events");
        Assert.Equal("merged_into", own[own.GetArrayLength() - 1].GetProperty("type").GetString());
        var reply = await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, new ProfilesGetRequest { Kind = SubjectKind.Anonymous, Id = visitor });
        Assert.Equal((SubjectKind.User, user, visitor), (reply.Profile.Kind, reply.Profile.Id, reply.Profile.Identities[0].Id));
    }

    [Fact]
    public async Task The_users_journal_says_where_an_event_came_from()
    {
        await Send(Failure(visitor));
        await Send(SignIn());

        var events = (await server.Http.Get($"/v1/profiles/users/{user}/events")).Body.GetProperty("events");

        Assert.Equal(["merged", "track", "identify"], events.EnumerateArray().Select(one => one.GetProperty("type").GetString()));
        Assert.Equal((visitor, 1), (events[0].GetProperty("properties").GetProperty("id").GetString(), events[0].GetProperty("properties").GetProperty("throughVersion").GetInt32()));
        Assert.Equal((events[0].GetProperty("id").GetString(), 1), (events[1].GetProperty("adopted").GetProperty("merge").GetString(), events[1].GetProperty("adopted").GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Further_ids_come_with_identify()
    {
        await Send(Failure("device_id:" + visitor));

        await Send($$$"""{"type":"identify","messageId":"{{{Sample.Fresh("id")}}}","userId":"{{{user}}}","context":{"externalIds":[{"id":"{{{visitor}}}","type":"device_id","collection":"users","encoding":"none"}]}}""");

        Assert.Single((await Get("users", user)).GetProperty("errors").EnumerateArray());
        await server.Grpc.Call(Personalization.Grpc.V1.Events.Ingest, new IngestRequest
        {
            Events = { new Event { MessageId = Sample.Fresh("id"), Type = EventType.Identify, UserId = user, Context = new EventContext { ExternalIds = { "email:" + visitor } } } },
        });
        Assert.Equal("email:" + visitor, (await Get("users", user)).GetProperty("identities")[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{"externalIds":7}""", "wrong_type", "/context/externalIds")]
    [InlineData("""{"externalIds":[{"id":"x"}]}""", "required", "/context/externalIds/0")]
    [InlineData("""{"externalIds":[{"id":"1","type":"a"},{"id":"2","type":"a"},{"id":"3","type":"a"},{"id":"4","type":"a"},{"id":"5","type":"a"},{"id":"6","type":"a"},{"id":"7","type":"a"},{"id":"8","type":"a"},{"id":"9","type":"a"}]}""", "too_many_members", "/context/externalIds")]
    public async Task Further_ids_that_are_none_are_refused(string context, string code, string path)
    {
        var reply = await server.Http.Post("/v1/batch", Sample.Batch($$"""{"type":"identify","messageId":"{{Sample.Fresh("id")}}","userId":"{{user}}","context":{{context}}}"""));

        var rejected = reply.Body.GetProperty("rejected")[0];
        Assert.Equal((code, path), (rejected.GetProperty("code").GetString(), rejected.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task An_alias_names_a_user()
    {
        var reply = await server.Http.Post("/v1/alias", $$"""{"messageId":"{{Sample.Fresh("id")}}","anonymousId":"{{visitor}}","previousId":"x"}""");

        var rejected = reply.Body.GetProperty("rejected")[0];
        Assert.Equal(("subject_required", "/userId"), (rejected.GetProperty("code").GetString(), rejected.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task An_id_of_somebody_else_is_not_taken_away_by_an_alias()
    {
        await Send(SignIn());

        var reply = await server.Http.Post("/v1/batch", Sample.Batch($$"""{"type":"alias","messageId":"{{Sample.Fresh("id")}}","userId":"{{Sample.Fresh("other")}}","previousId":"{{visitor}}"}"""));

        Assert.Equal("already_merged", reply.Body.GetProperty("rejected")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_merge_is_taken_back_over_HTTP_and_gRPC()
    {
        await Send(Failure(visitor), SignIn());

        var undone = await server.Http.Post($"/v1/profiles/users/{user}/unmerge", $$"""{"kind":"anonymous","id":"{{visitor}}"}""");

        Assert.Equal((HttpStatusCode.OK, 0), (undone.Status, undone.Body.GetProperty("errors").GetArrayLength()));
        Assert.Equal("anonymous", (await Get("anonymous", visitor)).GetProperty("kind").GetString());
        var again = await server.Http.Post($"/v1/profiles/users/{user}/unmerge", $$"""{"kind":"anonymous","id":"{{visitor}}"}""");
        Assert.Equal((HttpStatusCode.Conflict, "not_merged"), (again.Status, again.Body.GetProperty("code").GetString()));
        await Send(SignIn());
        var reply = await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Unmerge, new ProfilesUnmergeRequest { UserId = user, Kind = SubjectKind.Anonymous, Id = visitor });
        Assert.All(reply.Profile.Identities, one => Assert.True(one.Undone));
    }

    [Fact]
    public async Task An_id_that_was_parted_and_erased_and_comes_back_is_merged_like_any_other()
    {
        await Send(Failure(visitor), SignIn());
        var part = $$"""{"kind":"anonymous","id":"{{visitor}}"}""";
        await server.Http.Post($"/v1/profiles/users/{user}/unmerge", part);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Delete($"/v1/profiles/anonymous/{visitor}")).Status);

        await Send(Failure(visitor));
        await Send(SignIn());

        var profile = await Get("users", user);
        Assert.Equal(1, profile.GetProperty("errors")[0].GetProperty("count").GetInt32());
        Assert.Contains(profile.GetProperty("identities").EnumerateArray(), one => !one.GetProperty("undone").GetBoolean());
        var events = (await server.Http.Get($"/v1/profiles/users/{user}/events")).Body.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("id").GetString()).ToList();
        Assert.Equal(events.Distinct(), events);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Post($"/v1/profiles/users/{user}/unmerge", part)).Status);
    }

    [Theory]
    [InlineData("""{"id":"x"}""", "required", "/kind")]
    [InlineData("""{"kind":"anonymous"}""", "required", "/id")]
    [InlineData("""{"kind":"account","id":"x"}""", "not_allowed", "/kind")]
    [InlineData("""{"kind":"anonymous","id":"long"}""", "too_long", "/id")]
    public async Task What_is_to_be_taken_back_is_named(string body, string code, string path)
    {
        var reply = await server.Http.Post($"/v1/profiles/users/{user}/unmerge", body.Replace("long", new string('x', Core.Subjects.SubjectKey.IdCharsMax + 1), StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.BadRequest, code, path), (reply.Status, reply.Body.GetProperty("code").GetString(), reply.Body.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Whoever_it_is_to_be_taken_from_has_an_id_that_can_be_one()
    {
        var tooLong = new string('x', Core.Subjects.SubjectKey.IdCharsMax + 1);

        var reply = await server.Http.Post($"/v1/profiles/users/{tooLong}/unmerge", """{"kind":"anonymous","id":"x"}""");

        Assert.Equal((HttpStatusCode.BadRequest, "too_long", "/userId"), (reply.Status, reply.Code, reply.Path));
    }

    [Fact]
    public async Task On_gRPC_users_and_visitors_of_one_name_are_told_apart()
    {
        await Send(Failure(visitor), SignIn(), $$"""{"type":"alias","messageId":"{{Sample.Fresh("id")}}","userId":"{{user}}","previousId":"old-{{visitor}}"}""");

        var kind = await Assert.ThrowsAsync<RpcException>(() => Unmerge(SubjectKind.Account, visitor));
        var other = await Assert.ThrowsAsync<RpcException>(() => Unmerge(SubjectKind.User, visitor));
        var tooLong = await Assert.ThrowsAsync<RpcException>(() => Unmerge(SubjectKind.User, new string('x', Core.Subjects.SubjectKey.IdCharsMax + 1)));
        var parted = await Unmerge(SubjectKind.User, "old-" + visitor);

        Assert.Equal((StatusCode.InvalidArgument, StatusCode.Aborted, StatusCode.InvalidArgument), (kind.Code, other.Code, tooLong.Code));
        Assert.Equal((SubjectKind.User, "old-" + visitor), parted.Profile.Identities.Where(one => one.Undone).Select(one => (one.Kind, one.Id)).Single());

        Task<ProfilesUnmergeResponse> Unmerge(SubjectKind kind, string id) =>
            server.Grpc.Call(Personalization.Grpc.V1.Profiles.Unmerge, new ProfilesUnmergeRequest { UserId = user, Kind = kind, Id = id });
    }

    [Fact]
    public async Task An_export_is_about_the_person_whichever_id_is_named_and_about_nobody_else()
    {
        var stranger = Sample.Fresh("stranger");
        await Send(Failure(visitor));
        await Send(Failure(stranger));
        await Send(SignIn(), $$"""{"type":"alias","messageId":"{{Sample.Fresh("id")}}","userId":"{{user}}","previousId":"{{stranger}}"}""");
        await server.Http.Post($"/v1/profiles/users/{user}/unmerge", $$"""{"kind":"anonymous","id":"{{stranger}}"}""");

        var export = await server.Http.Text($"/v1/profiles/anonymous/{visitor}/export");

        var records = export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(user, records[0].GetProperty("id").GetString());
        Assert.Equal([visitor], records.Where(one => one.GetProperty("record").GetString() == "identity").Select(one => one.GetProperty("id").GetString()));
        Assert.Single(records, one => one.GetProperty("record").GetString() == "event" && one.GetProperty("event").GetString() == "import_failed");
        Assert.Equal("anonymous", JsonDocument.Parse((await server.Http.Text($"/v1/profiles/anonymous/{stranger}/export")).Split('\n')[0]).RootElement.GetProperty("kind").GetString());
    }

    private string SignIn() => $$"""{"type":"identify","messageId":"{{Sample.Fresh("id")}}","userId":"{{user}}","anonymousId":"{{visitor}}"}""";

    private static string Failure(string visitor) =>
        $$$"""{"type":"track","messageId":"{{{Sample.Fresh("id")}}}","anonymousId":"{{{visitor}}}","event":"import_failed","properties":{"code":"csv_encoding","feature":"csv"}}""";

    private async Task Send(params string[] events) => Assert.Equal(events.Length, (await server.Http.Post("/v1/batch", Sample.Batch(events))).Accepted);

    private async Task<JsonElement> Get(string segment, string id) => (await server.Http.Get($"/v1/profiles/{segment}/{id}")).Body;
}

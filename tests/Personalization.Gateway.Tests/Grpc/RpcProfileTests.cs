using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc.V1;
using Rpc = Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Grpc;

public sealed class RpcProfileTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user");

    [Fact]
    public async Task An_error_has_its_name_its_times_and_whether_it_is_open()
    {
        await Send(
            Sample.Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""", more: ""","timestamp":"2026-03-01T09:30:00Z" """),
            Sample.Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""", more: ""","timestamp":"2026-03-01T09:40:00Z" """));
        var open = (await Get()).Errors.Single();

        await Send(Sample.Track(user, "import_completed", """{"rows":3,"feature":"csv"}""", more: ""","timestamp":"2026-03-01T09:50:00Z" """));
        var mended = (await Get()).Errors.Single();

        Assert.Equal(("import", "csv_encoding", "csv", 2), (open.Error, open.Code, open.Feature, open.Count));
        Assert.Equal(("2026-03-01T09:30:00Z", "2026-03-01T09:40:00Z"), (Text(open.FirstAt), Text(open.LastAt)));
        Assert.Equal((true, null), (open.Open, open.ResolvedAt));
        Assert.Equal((false, "2026-03-01T09:50:00Z"), (mended.Open, Text(mended.ResolvedAt)));
    }

    [Fact]
    public async Task An_error_says_on_HTTP_too_when_it_began_and_was_resolved()
    {
        await Send(
            Sample.Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""", more: ""","timestamp":"2026-03-01T09:30:00Z" """),
            Sample.Track(user, "import_completed", """{"rows":3,"feature":"csv"}""", more: ""","timestamp":"2026-03-01T09:50:00Z" """));

        var error = (await OverHttp()).GetProperty("errors")[0];

        Assert.Equal("2026-03-01T09:30:00Z", error.GetProperty("first").GetString());
        Assert.Equal("2026-03-01T09:50:00Z", error.GetProperty("resolved").GetString());
    }

    [Fact]
    public async Task Every_outcome_of_an_action_is_counted()
    {
        await Send(Sample.Failure(user));
        var decided = await server.Grpc.Call(Rpc.Decisions.Decide, new DecideRequest { UserId = user, Surface = "home.card" });
        foreach (var outcome in (Outcome[])[Outcome.Shown, Outcome.Clicked])
        {
            await server.Grpc.Call(Rpc.Decisions.RecordOutcome, new RecordOutcomeRequest { DecisionId = decided.DecisionId, ActionId = "help.import_failed", Outcome = outcome });
        }

        var exposure = (await Get()).Exposures.Single();

        Assert.Equal((1, 1), (exposure.Outcomes["shown"], exposure.Outcomes["clicked"]));
    }

    [Fact]
    public async Task An_account_comes_with_the_role_in_it_and_a_page_with_its_time()
    {
        await Send(
            Sample.Identify(user, """{"role":"admin"}""", "acme"),
            Sample.Group(user, "acme"),
            $$"""{"type":"page","messageId":"{{Sample.Fresh("event")}}","userId":"{{user}}","name":"home","timestamp":"2026-03-01T09:30:00Z"}""");

        var profile = await Get();
        var overHttp = await OverHttp();

        var membership = profile.Memberships.Single();
        Assert.Equal(("acme", "admin"), (membership.AccountId, membership.Traits.Fields["role"].StringValue));
        Assert.Equal(overHttp.GetProperty("paths")[0].GetProperty("path").GetString(), profile.Visits.Single().Path);
        Assert.Equal("2026-03-01T09:30:00Z", Text(profile.Visits.Single().Time));
    }

    [Fact]
    public async Task A_look_at_the_past_says_of_when_and_by_which_catalog_it_is()
    {
        await Send(Sample.Failure(user));
        var at = Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600));

        var past = await server.Grpc.Call(Rpc.Profiles.Get, new ProfilesGetRequest { Kind = SubjectKind.User, Id = user, At = at });

        Assert.Equal(at, past.At);
        Assert.Equal((await server.Http.Get("/v1/catalog")).Body.GetProperty("hash").GetString(), past.Catalog);
    }

    private Task Send(params string[] events) => server.Http.Post("/v1/batch", Sample.Batch(events));

    private async Task<Profile> Get() => (await server.Grpc.Call(Rpc.Profiles.Get, new ProfilesGetRequest { Kind = SubjectKind.User, Id = user })).Profile;

    private async Task<JsonElement> OverHttp() => (await server.Http.Get($"/v1/profiles/users/{user}")).Body;

    private static string Text(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

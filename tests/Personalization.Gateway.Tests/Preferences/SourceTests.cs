using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Preferences;

/// <summary>Sources of data, which people switch off: the sample has <c>crm</c>, whose key has that label.</summary>
public sealed class SourceTests(GatewayServer server) : IClassFixture<GatewayServer>, IAsyncLifetime
{
    private const string Off = """{"dataSources":{"crm":false},"timestamp":"2026-03-01T09:30:00Z"}""";
    private readonly string user = Sample.Fresh("user");
    private HttpClient? sales;

    private HttpClient Sales => sales ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync()
    {
        var made = await server.Http.Post("/v1/keys", """{"label":"crm","scopes":["ingest"]}""");
        sales = server.ClientWith(made.Body.GetProperty("key").GetString());
    }

    public ValueTask DisposeAsync()
    {
        sales?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_a_key_of_a_source_sends_is_of_that_source_whatever_it_says()
    {
        await Sales.Post("/v1/batch", Sample.Batch(Sample.Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""", more: ""","context":{"source":"web"}""")));
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""", more: ""","context":{"source":"nonsense"}""")));

        Assert.Equal(["crm", null], (await Exported()).Where(one => one.GetProperty("record").GetString() == "event").Select(SourceOf));
    }

    [Fact]
    public async Task Nothing_of_a_source_that_is_off_is_kept_anywhere_and_the_sender_is_told_so()
    {
        var said = await Put(Off);
        Assert.Equal("""{"crm":{"on":false,"said":"2026-03-01T09:30:00Z"}}""", said.Body.GetProperty("preferences").GetProperty("dataSources").GetRawText());
        var message = Sample.Fresh("event");

        var refused = await Sales.Post("/v1/batch", Sample.Batch(Sample.Failure(user, message)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var rejected = refused.Body.GetProperty("rejected")[0];
        Assert.Equal((0, message, "source_off", "/context/source"), (rejected.GetProperty("index").GetInt32(), rejected.GetProperty("messageId").GetString(), rejected.GetProperty("code").GetString(), rejected.GetProperty("path").GetString()));
        Assert.Equal(1, (await Profile()).GetProperty("version").GetInt64());
        Assert.DoesNotContain(await Exported(), one => one.GetProperty("record").GetString() == "dead_letter");
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user, message)))).Status);
    }

    [Fact]
    public async Task An_event_may_name_its_source_where_its_key_does_not()
    {
        await Put(Off);

        var refused = await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""", more: ""","context":{"source":"crm"}""")));

        Assert.Equal("source_off", refused.Body.GetProperty("rejected")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Over_gRPC_it_is_the_same()
    {
        var said = await server.Grpc.Call(Personalization.Grpc.V1.Profiles.SetPreferences, new ProfilesSetPreferencesRequest { Kind = SubjectKind.User, Id = user, DataSources = { ["crm"] = false } });
        Assert.False(said.Preferences.DataSources["crm"].On);

        var answer = await server.Grpc.Call(Personalization.Grpc.V1.Events.Ingest, new IngestRequest
        {
            Events = { new Event { Type = EventType.Page, MessageId = Sample.Fresh("event"), UserId = user, Name = "Home", Context = new EventContext { Source = "crm" } } },
        });

        Assert.Equal("source_off", Assert.Single(answer.Rejected).Code);
    }

    [Theory]
    [InlineData("""{"dataSources":{"moon":false}}""", "not_allowed", "/dataSources/moon")]
    [InlineData("""{"dataSources":{"crm":"off"}}""", "wrong_type", "/dataSources/crm")]
    [InlineData("""{"dataSources":{}}""", "required", "")]
    public async Task What_is_wrong_is_said_with_its_path(string body, string code, string path)
    {
        var reply = await Put(body);

        Assert.Equal((HttpStatusCode.BadRequest, code, path), (reply.Status, reply.Code, reply.Path));
    }

    private static string? SourceOf(JsonElement record) => record.TryGetProperty("context", out var context) ? context.GetProperty("source").GetString() : null;

    private async Task<JsonElement> Profile() => (await server.Http.Get($"/v1/profiles/users/{user}")).Body;

    private async Task<IReadOnlyList<JsonElement>> Exported()
    {
        var lines = await server.Http.GetStringAsync($"/v1/profiles/users/{user}/export", TestContext.Current.CancellationToken);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private async Task<Reply> Put(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/users/{user}/preferences") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await server.Http.Ask(request);
    }
}

using System.Net;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Google.Protobuf.WellKnownTypes;

namespace Personalization.Gateway.Tests.Catalogs;

/// <summary>What nothing in a catalog names does not get into the journal, whichever way it comes.</summary>
public sealed class MinimisationTests(GatewayServer server) : IClassFixture<GatewayServer>, IAsyncLifetime
{
    private const string Catalog = """
        catalog: { name: little, unknownProperties: drop, unknownTraits: drop }
        traits: { role: { of: user, type: string } }
        events:
          opened: { properties: { type: object, properties: { topic: { type: string } } } }
          closed: { unknownProperties: refuse, properties: { type: object, properties: { topic: { type: string } } } }
        """;

    private readonly string user = Sample.Fresh("user");
    private readonly string key = server.KeyOfNewTenant();
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        http = server.ClientWith(key);
        using var content = new ByteArrayContent(Packing.TarGz(("catalog.yaml", Catalog)));
        Assert.Equal(HttpStatusCode.OK, (await http.PutAsync("/v1/catalog", content)).StatusCode);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_nothing_names_is_dropped_before_it_is_stored()
    {
        var reply = await http.Post("/v1/batch", Sample.Batch(
            Sample.Track(user, "opened", """{"topic":"bill","ssn":"078-05-1120"}"""),
            Sample.Identify(user, """{"role":"boss","shoe":43}""", "a1"),
            $$$"""{"type":"page","messageId":"{{{Sample.Fresh("event")}}}","userId":"{{{user}}}","properties":{"path":"/help","referrer":"https://example.com"}}"""));

        Assert.Equal(3, reply.Accepted);
        Assert.Equal(["""{"topic":"bill"}""", """{"role":"boss"}""", """{"path":"/help"}"""], await Stored());
        Assert.Contains("personalization_ingest_dropped_total{field=\"property\"}", await http.Text("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_contract_refuses_is_a_dead_letter_as_it_came()
    {
        var reply = await http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "closed", """{"topic":"bill","ssn":"078-05-1120"}"""), Sample.Track(user, "closed", """{"topic":"bill"}""")));

        Assert.Equal((1, "unexpected_property", "/properties/ssn"), (reply.Accepted, reply.Rejected[0].Code, reply.Rejected[0].Path));
        Assert.Contains("078-05-1120", (await http.Get("/v1/dead-letters")).Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_gRPC_the_same_holds()
    {
        var grpc = GrpcClient.For(server.GrpcAddress, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + key) });
        using (grpc)
        {
            var sent = new Event { MessageId = "m1", Type = EventType.Track, UserId = user, Event_ = "opened", Properties = new Struct { Fields = { ["topic"] = Google.Protobuf.WellKnownTypes.Value.ForString("bill"), ["ssn"] = Google.Protobuf.WellKnownTypes.Value.ForString("1") } } };
            Assert.Equal(1, (await grpc.Call(Events.Ingest, new IngestRequest { Events = { sent } })).Accepted);
        }

        Assert.Equal(["""{"topic":"bill"}"""], await Stored());
    }

    private async Task<string[]> Stored() =>
        [.. (await http.Get($"/v1/profiles/users/{user}/events")).Body.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("properties").GetRawText())];
}

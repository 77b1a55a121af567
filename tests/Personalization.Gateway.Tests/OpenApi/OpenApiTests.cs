using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Core;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Json;
using Personalization.Gateway.OpenApi;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.OpenApi;

public sealed class OpenApiTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private static readonly JsonElement Document = JsonDocument.Parse(OpenApiDocument.Json).RootElement;

    [Fact]
    public void Every_mapped_route_is_described_and_nothing_else()
    {
        var described = Document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));

        Assert.Equal(Routes().Select(route => route.Name).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_description_names_the_scope_that_the_route_asks_for()
    {
        foreach (var (name, scope) in Routes())
        {
            var parts = name.Split(' ');
            var operation = Document.GetProperty("paths").GetProperty(parts[1]).GetProperty(parts[0].ToLowerInvariant());
            var description = operation.TryGetProperty("description", out var text) ? text.GetString()! : "";
            Assert.True(scope == KeyScopes.None
                ? operation.GetProperty("security").GetArrayLength() == 0
                : description.Contains($"`{KeyScopeNames.Of(scope)[0]}`", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void Every_guarded_address_but_one_says_what_it_answers_of_another_region()
    {
        var silent = MappedRoute.Guarded(server.Services)
            .Where(route => !Document.GetProperty("paths").GetProperty(route.Path).GetProperty(route.Method.ToLowerInvariant()).GetProperty("responses").TryGetProperty("421", out _));
        Assert.Equal(["/v1/dead-letters"], silent.Select(route => route.Path));
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        foreach (var reference in References(Document))
        {
            var target = Document;
            foreach (var segment in reference[2..].Split('/'))
            {
                Assert.True(target.TryGetProperty(segment, out target), reference);
            }
        }
    }

    [Theory]
    [InlineData("POST", "/v1/batch", "IngestReply")]
    [InlineData("POST", "/v1/decide", "Decision")]
    [InlineData("POST", "/v1/explain", "Explanation")]
    [InlineData("GET", "/v1/profiles/users/described", "Profile")]
    [InlineData("GET", "/v1/profiles/users/described?at=2100-01-01", "Problem")]
    [InlineData("GET", "/v1/profiles/accounts/described", "Profile")]
    [InlineData("GET", "/v1/profiles/users/described/events", "EventPage")]
    [InlineData("GET", "/v1/accounts/described/rollup", "AccountRollup")]
    [InlineData("GET", "/v1/catalog", "CatalogSummary")]
    [InlineData("GET", "/v1/catalog/versions", "CatalogVersions")]
    [InlineData("GET", "/v1/tenant", "Tenant")]
    [InlineData("GET", "/v1/keys", "KeyList")]
    [InlineData("GET", "/v1/access-log", "AccessLogPage")]
    [InlineData("GET", "/v1/audit", "AuditStatus")]
    [InlineData("GET", "/v1/audit/anchor", "AuditAnchor")]
    [InlineData("GET", "/v1/dead-letters", "DeadLetterPage")]
    [InlineData("POST", "/v1/replays", "Replay")]
    [InlineData("GET", "/v1/replays", "ReplayList")]
    [InlineData("GET", "/healthz", "Health")]
    [InlineData("GET", "/readyz", "Readiness")]
    [InlineData("GET", "/nowhere", "Problem")]
    public async Task Real_replies_keep_to_their_schemas(string method, string path, string schema)
    {
        var batch = Sample.Batch(
            Sample.Failure("described"),
            Sample.Identify("described", """{"role":"admin"}""", "described"),
            Sample.Group("described", "described", """{"plan":"team"}"""),
            Sample.Track("described", "quota_set", """{"meter":"runs","limit":10}"""),
            Sample.Track("described", "feature_used", """{"feature":"gantt"}"""),
            Sample.Track("described", "no_such_event"));
        var ingested = await server.Http.Post("/v1/batch", batch);
        var decided = path.StartsWith("/v1/profiles", StringComparison.Ordinal) || path == "/v1/explain" || path == "/v1/decide"
            ? await server.Http.Post(path == "/v1/explain" ? path : "/v1/decide", """{"userId":"described","surface":"home.card"}""")
            : null;

        var reply = method == "GET" ? await server.Http.Get(path)
            : path == "/v1/replays" ? await server.Http.Post(path, """{"kind":"verify","from":"2026-01-01T00:00:00Z","subjects":["user:described"]}""")
            : path == "/v1/batch" ? ingested : decided!;

        AssertKeepsTo(schema, reply.Body);
    }

    private static void AssertKeepsTo(string schema, JsonElement body)
    {
        var problems = new List<Problem>();
        var compiled = Compile(schema, problems);
        Assert.Empty(problems);
        compiled!.Check(Parse(body.GetRawText()), "", problems);
        Assert.Empty(problems);
    }

    /// <summary>A schema of the document with its references turned into those of a document of its own.</summary>
    private static ContractSchema? Compile(string schema, List<Problem> problems)
    {
        var all = Document.GetProperty("components").GetProperty("schemas").GetRawText().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        return ContractSchema.Compile(Parse($$"""{"$defs":{{all}},"$ref":"#/$defs/{{schema}}"}"""), problems);
    }

    private static Value Parse(string json)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        reader.Read();
        Assert.Null(JsonValue.Read(ref reader, 0, out var value));
        return value;
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private IEnumerable<(string Name, KeyScopes Scope)> Routes() =>
        from endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        where method != "HEAD"
        select ($"{method} {endpoint.RoutePattern.RawText}", endpoint.Metadata.GetRequiredMetadata<Access>().Scope);
}

using System.Text.Json;

namespace Personalization.Cli.Tests.Validating;

public sealed class MachineOutputTests : IDisposable
{
    private const string Bad =
        """
        catalog: { name: tiny }
        surfaces: { home: { channel: in_app } }
        segments: { one: { of: user, when: user.knwon } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Json_has_a_shape_that_stays()
    {
        var file = folder.Write("catalog.yaml", Bad);

        var run = await Personalize.Run("validate", folder.Path, "--json");

        Assert.Equal(
            $$"""{"ok":false,"name":null,"hash":null,"errors":1,"warnings":0,"events":null,"problems":[{"file":"{{file}}","line":3,"column":41,"endColumn":46,"level":"error","code":"bad_expression","message":"unknown field `user.knwon`; did you mean `known`?","hint":null,"pointer":null}]}""",
            run.Results.TrimEnd());
    }

    [Fact]
    public async Task Json_holds_warnings_and_rejected_events_beside_errors()
    {
        folder.Write("catalog/catalog.yaml", "catalog: { name: tiny }\nsurfaces: { home: { channel: in_app } }\n");
        var events = folder.Write("events.ndjson", """{"type":"track","event":"x"}""");

        var run = await Personalize.Run("validate", Path.Combine(folder.Path, "catalog"), "--json", "--events", events);

        Assert.Equal((1, 1, 1), (run.Json.GetProperty("errors").GetInt32(), run.Json.GetProperty("warnings").GetInt32(), run.Json.GetProperty("events").GetInt32()));
        Assert.Equal(["warning unused ", "error unknown_event /event"], run.Json.GetProperty("problems").EnumerateArray().Select(one =>
            $"{one.GetProperty("level").GetString()} {one.GetProperty("code").GetString()} {one.GetProperty("pointer").GetString()}"));
    }

    [Fact]
    public async Task Sarif_has_what_the_specification_requires()
    {
        folder.Write("catalog/a b.yaml", "catalog: { name: tiny }\nsurfaces: { home: { channel: in_app } }\n");
        var events = folder.Write("events.ndjson", """{"type":"track","event":"x"}""");

        var run = await Personalize.Run("validate", Path.Combine(folder.Path, "catalog"), "--sarif", "--events", events);

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.EndsWith("sarif-schema-2.1.0.json", run.Json.GetProperty("$schema").GetString(), StringComparison.Ordinal);
        Assert.Equal("2.1.0", run.Json.GetProperty("version").GetString());
        var only = Assert.Single(run.Json.GetProperty("runs").EnumerateArray().ToArray());
        var driver = only.GetProperty("tool").GetProperty("driver");
        Assert.Equal("personalize", driver.GetProperty("name").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToArray();
        var results = only.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(2, results.Length);
        Assert.All(results, result => AssertResult(result, rules));
        var first = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.EndsWith("/catalog/a%20b.yaml", first.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal((2, 13, 17), (Number(first, "startLine"), Number(first, "startColumn"), Number(first, "endColumn")));
        Assert.Equal("/event", results[1].GetProperty("locations")[0].GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString());
    }

    [Fact]
    public async Task Sarif_of_a_good_catalog_has_no_results()
    {
        folder.Write("catalog.yaml", "catalog: { name: tiny }\n");

        var run = await Personalize.Run("validate", folder.Path, "--sarif");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Empty(run.Json.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
    }

    private static int Number(JsonElement location, string name) => location.GetProperty("region").GetProperty(name).GetInt32();

    private static void AssertResult(JsonElement result, JsonElement[] rules)
    {
        var rule = rules[result.GetProperty("ruleIndex").GetInt32()];
        Assert.Equal(result.GetProperty("ruleId").GetString(), rule.GetProperty("id").GetString());
        Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString()!);
        Assert.Contains(result.GetProperty("level").GetString(), (string[])["error", "warning"]);
        Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
        var uri = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString();
        Assert.True(Uri.TryCreate(uri, UriKind.RelativeOrAbsolute, out _));
    }
}

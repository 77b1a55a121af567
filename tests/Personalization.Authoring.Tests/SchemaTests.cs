using System.Text.Json.Nodes;
using Personalization.Authoring.Shapes;

namespace Personalization.Authoring.Tests;

/// <summary>The published schema and what the loader reads are one thing.</summary>
public class SchemaTests
{
    private static readonly string Complete = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "complete.yaml"));

    [Fact]
    public void The_loader_checks_with_the_published_file() =>
        Assert.Equal(File.ReadAllBytes(Path.Combine(Samples.Root, "docs/schemas/catalog.schema.json")), CatalogSchema.Json.ToArray());

    [Fact]
    public void Every_key_that_the_schema_knows_is_read_into_the_catalog()
    {
        var load = CatalogLoader.LoadFiles([("complete.yaml", Complete)]);

        Assert.Empty(load.Problems);
        Assert.Equal(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "complete.txt")),
            CatalogText.Of(load.Catalog!).Replace(load.Catalog!.Hash.Value, "(hash)", StringComparison.Ordinal),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_complete_example_leaves_no_key_of_the_schema_out()
    {
        var load = CatalogLoader.LoadFiles([("complete.yaml", Complete)]);
        var written = KeysOf(JsonNode.Parse(load.Bundle!.Json.Span)!).ToHashSet(StringComparer.Ordinal);

        var known = DeclaredIn(JsonNode.Parse(CatalogSchema.Json.Span)!).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(known.Except(written));
        Assert.Contains("consentDefaults", known);
    }

    private static IEnumerable<string> KeysOf(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => KeysOf(entry.Value).Prepend(entry.Key)),
        JsonArray list => list.SelectMany(KeysOf),
        _ => [],
    };

    private static IEnumerable<string> DeclaredIn(JsonNode? schema) => schema is not JsonObject map
        ? []
        : map.SelectMany(entry => entry.Key == "properties"
            ? entry.Value!.AsObject().SelectMany(property => DeclaredIn(property.Value).Prepend(property.Key))
            : DeclaredIn(entry.Value));
}

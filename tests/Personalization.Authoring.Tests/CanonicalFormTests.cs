using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Personalization.Authoring.Tests;

public class CanonicalFormTests
{
    private static readonly CatalogLoad Saas = Samples.Load(Samples.Saas);

    [Fact]
    public void The_order_of_keys_and_the_distribution_over_files_leave_no_trace()
    {
        var leavesNoTrace = Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var load = CatalogLoader.LoadFiles(Scatter(new Random(seed)));
            return load.Bundle!.Hash == Saas.Bundle!.Hash && CatalogText.Of(load.Catalog!) == CatalogText.Of(Saas.Catalog!);
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), leavesNoTrace);
    }

    [Fact]
    public void Comments_and_styles_of_writing_leave_no_trace()
    {
        var one = Hash("catalog: { name: test }\nsurfaces:\n  home: { channel: in_app, max: 2 } # the start page\n");
        var other = Hash("# a comment\n\"catalog\":\n  name: >-\n    test\nsurfaces: {home: {max: 2.0, channel: 'in_app'}}\n");

        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData("Why", "why")]
    [InlineData("A text", "Another text")]
    [InlineData("7d", "8d")]
    [InlineData("max: 2", "max: 3")]
    [InlineData("[home, mail]", "[mail, home]")]
    public void Whatever_the_catalog_says_changes_its_hash(string said, string saidNow)
    {
        const string Text = """
            catalog: { name: test }
            surfaces: { home: { channel: in_app }, mail: { channel: email } }
            caps: { c: { per: user, max: 2, window: 7d } }
            actions: { a: { kind: card, surfaces: [home, mail], audience: 'true', cap: c, content: { en: { title: A text } }, why: { en: Why } } }
            """;

        Assert.NotEqual(Hash(Text), Hash(Text.Replace(said, saidNow, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_hash_is_the_SHA_256_of_the_canonical_JSON() =>
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Saas.Bundle!.Json.Span)), Saas.Bundle.Hash.Value);

    private static string Hash(string text)
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", text)]);
        Assert.Empty(load.Problems);
        return load.Bundle!.Hash.Value;
    }

    // JSON is YAML, so that every definition can go to a file of its own choice in the form of the bundle.
    private static IEnumerable<(string Path, string Text)> Scatter(Random random)
    {
        var bundle = JsonNode.Parse(Saas.Bundle!.Json.Span)!.AsObject();
        bundle.Remove("format");
        bundle.Remove("timeZones");
        var files = Enumerable.Range(0, 4).Select(_ => new JsonObject()).ToArray();
        foreach (var (section, definitions) in bundle)
        {
            if (section is "catalog" or "stages" or "tiers")
            {
                files[random.Next(files.Length)][section] = Shuffle(definitions!, random);
                continue;
            }

            foreach (var (id, definition) in definitions!.AsObject())
            {
                var file = files[random.Next(files.Length)];
                file[section] ??= new JsonObject();
                file[section]![id] = Shuffle(definition!, random);
            }
        }

        return files.Select((file, at) => ($"{random.Next()}-{at}.yaml", Shuffle(file, random).ToJsonString()));
    }

    private static JsonNode Shuffle(JsonNode node, Random random) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(_ => random.Next()).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Shuffle(entry.Value!, random)))),
        JsonArray list => new JsonArray([.. list.Select(item => Shuffle(item!, random))]),
        _ => node.DeepClone(),
    };
}

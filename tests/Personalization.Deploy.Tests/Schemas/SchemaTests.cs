using System.Text.Json.Nodes;
using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Schemas;

public sealed class SchemaTests(Overlays overlays)
{
    [Theory]
    [MemberData(nameof(Overlays.Names), MemberType = typeof(Overlays))]
    public async Task Every_object_is_what_its_schema_says(string overlay) => Assert.Empty(await Schema.Problems(overlays.Modules, await overlays.Of(overlay)));

    /// <summary>The schemas forbid no unknown fields, so that finding them is code of ours: it has to find one at every place there is.</summary>
    [Theory]
    [MemberData(nameof(Overlays.Names), MemberType = typeof(Overlays))]
    public async Task A_field_that_does_not_exist_is_found_wherever_it_stands(string overlay)
    {
        var broken = (await overlays.Of(overlay)).SelectMany(WithUnknownFields).ToList();

        var found = (await Schema.Problems(overlays.Modules, broken)).Select(problem => problem.Object).ToHashSet(StringComparer.Ordinal);

        Assert.True(broken.Count > 100);
        Assert.Empty(broken.Where(one => !found.Contains(one.ToString())).Select(one => one.ToString()));
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{"ports":[{"port":"http"}]}}""", "integer")]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"template":{}}}""", "selector")]
    [InlineData("""{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"x"},"spec":{"unhealthyPodEvictionPolicy":"Never"}}""", "unhealthyPodEvictionPolicy")]
    [InlineData("""{"apiVersion":"autoscaling/v9","kind":"HorizontalPodAutoscaler","metadata":{"name":"x"}}""", "there is no schema of autoscaling/v9")]
    [InlineData("""{"apiVersion":"cert-manager.io/v1","kind":"Certificate","metadata":{"name":"x"},"spec":{"secretName":"x"}}""", "issuerRef")]
    public async Task What_a_schema_refuses_is_told(string json, string word)
    {
        var problem = Assert.Single(await Schema.Problems(overlays.Modules, [JsonNode.Parse(json)!]));

        Assert.Contains(word, problem.Message, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A copy of an object for each object in it, which has one field too many there; named apart.</summary>
    private static IEnumerable<Manifest> WithUnknownFields(Manifest manifest)
    {
        for (var place = 0; ; place++)
        {
            var copy = manifest.Copy();
            if (Objects(copy.Json).ElementAtOrDefault(place) is not { } node)
            {
                yield break;
            }

            node["misspelt"] = new JsonObject { ["x"] = 1 };
            copy.Json["metadata"]!["name"] = $"{manifest.Name}-at-{node.GetPath()}";
            yield return copy;
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => one.Select(field => field.Value).SelectMany(Objects).Prepend(one),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}

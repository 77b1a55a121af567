using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Schemas;

/// <summary>The schemas of Kubernetes and of the custom resources in use.</summary>
internal static class Schema
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What the schemas object to. The test is skipped where there is no Node.js.</summary>
    public static async Task<IReadOnlyList<SchemaProblem>> Problems(NodeModules modules, IEnumerable<JsonNode> objects)
    {
        // Beside its packages, where Node.js looks for them.
        var program = Path.Combine(await modules.Folder(), "check.mjs");
        var mine = program + "-" + Path.GetRandomFileName() + ".mjs";
        File.Copy(Repository.PathOf("tests/Personalization.Deploy.Tests/Schemas/check.mjs"), mine);
        try
        {
            var input = new JsonArray([.. objects.Select(one => one.DeepClone())]).ToJsonString();
            var run = await Command.Run(Repository.Root, input, "node", mine);
            Assert.True(run.ExitCode == 0, run.Error);
            return JsonSerializer.Deserialize<SchemaProblem[]>(run.Output, Json)!;
        }
        finally
        {
            File.Delete(mine);
        }
    }

    public static Task<IReadOnlyList<SchemaProblem>> Problems(NodeModules modules, IEnumerable<Manifest> manifests) => Problems(modules, manifests.Select(one => (JsonNode)one.Json));
}

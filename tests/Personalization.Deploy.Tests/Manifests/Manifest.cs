using System.Text.Json.Nodes;

namespace Personalization.Deploy.Tests.Manifests;

/// <summary>One object for Kubernetes.</summary>
internal sealed record Manifest(JsonObject Json)
{
    public string Kind => (string)Json["kind"]!;

    public string Name => (string)Json["metadata"]!["name"]!;

    /// <summary>The specification; empty where the kind has none.</summary>
    public JsonNode Spec => Json["spec"] ?? new JsonObject();

    /// <summary>The pod that it makes, or null.</summary>
    public JsonNode? Pod => Kind is "Deployment" or "StatefulSet" or "Job" or "DaemonSet" ? Spec["template"] : null;

    /// <summary>The containers of its pod, those that run before the others too.</summary>
    public IEnumerable<JsonNode> Containers => Pod is null ? [] : List(Pod["spec"]!["initContainers"]).Concat(List(Pod["spec"]!["containers"]));

    public override string ToString() => $"{Kind} {Name}";

    /// <summary>The entries of a list that may not be there.</summary>
    public static IEnumerable<JsonNode> List(JsonNode? list) => list?.AsArray().Select(entry => entry!) ?? [];

    /// <summary>A deep copy.</summary>
    public Manifest Copy() => new(Json.DeepClone().AsObject());
}

using System.Text.Json.Nodes;

namespace Personalization.Deploy.Tests.Composing;

/// <summary>A Compose file, with what its anchors and merges stand for.</summary>
internal sealed record Composition(JsonObject Json)
{
    /// <summary>The one in <c>deploy/</c>.</summary>
    public static Composition OfRepository { get; } = Parse(Repository.Read("deploy/compose.yaml"));

    public IReadOnlyDictionary<string, JsonNode> Services => Json["services"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);

    public static Composition Parse(string text) => new(Yaml.Documents(text).Single());

    /// <summary>The names under one of the top-level keys.</summary>
    public IReadOnlyList<string> Names(string key) => [.. Json[key]?.AsObject().Select(pair => pair.Key) ?? []];
}

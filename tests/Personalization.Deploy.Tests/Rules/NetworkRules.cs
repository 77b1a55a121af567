using System.Text.Json.Nodes;
using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Rules;

/// <summary>Who may talk to whom: everything is closed, and the silo ports open to pods of ours alone.</summary>
internal static class NetworkRules
{
    private const string Name = "app.kubernetes.io/name", Component = "app.kubernetes.io/component";
    private const long SiloPort = 11111, OrleansGatewayPort = 30000;

    public static IEnumerable<string> Broken(IReadOnlyList<Manifest> manifests)
    {
        var policies = manifests.Where(one => one.Kind == "NetworkPolicy").ToList();
        return manifests.Where(one => one.Pod is not null).SelectMany(one => Closed(one, policies)).Concat(policies.SelectMany(Rules));
    }

    private static IEnumerable<string> Closed(Manifest workload, List<Manifest> policies) =>
        from direction in (string[])["Ingress", "Egress"]
        where !policies.Any(policy => Selector.Selects(policy.Spec["podSelector"], workload.Pod!["metadata"]!["labels"])
            && Manifest.List(policy.Spec["policyTypes"]).Any(type => (string?)type == direction))
        select $"{workload} is open: no NetworkPolicy closes its {direction}";

    private static IEnumerable<string> Rules(Manifest policy)
    {
        foreach (var (rule, peers) in Directions(policy))
        {
            if (peers.Count == 0)
            {
                yield return $"{policy} has a rule for the whole world";
            }

            if (!Manifest.List(rule["ports"]).Any())
            {
                yield return $"{policy} has a rule for all ports";
            }

            foreach (var peer in peers.Where(peer => (Opens(rule, SiloPort) || Opens(rule, OrleansGatewayPort)) && !IsOurs(peer)))
            {
                yield return $"{policy} opens silo ports to {peer.ToJsonString()}";
            }

            foreach (var peer in peers.Where(peer => Opens(rule, SiloPort) && (string?)peer["podSelector"]?["matchLabels"]?[Component] != "silo"))
            {
                yield return $"{policy} opens the port between silos to {peer.ToJsonString()}";
            }
        }
    }

    private static IEnumerable<(JsonNode Rule, List<JsonNode> Peers)> Directions(Manifest policy) =>
        Manifest.List(policy.Spec["ingress"]).Select(rule => (rule, Manifest.List(rule["from"]).ToList()))
            .Concat(Manifest.List(policy.Spec["egress"]).Select(rule => (rule, Manifest.List(rule["to"]).ToList())));

    /// <summary>A port by its name counts as any.</summary>
    private static bool Opens(JsonNode rule, long port) => Manifest.List(rule["ports"]).Any(one =>
        one["port"]?.GetValueKind() != System.Text.Json.JsonValueKind.Number || ((long)one["port"]! <= port && port <= ((long?)one["endPort"] ?? (long)one["port"]!)));

    /// <summary>Silos and gateways of the same namespace.</summary>
    private static bool IsOurs(JsonNode peer) =>
        peer.AsObject().Count == 1 && peer["podSelector"]?["matchLabels"] is { } labels
        && (string?)labels[Name] == "personalization" && (string?)labels[Component] is "silo" or "gateway";
}

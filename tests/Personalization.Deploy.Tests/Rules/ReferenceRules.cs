using System.Text.Json.Nodes;
using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Rules;

/// <summary>What names something else names something that is there.</summary>
internal static class ReferenceRules
{
    /// <summary>The Secret that an operator makes by hand: what is in it is nobody else's business.</summary>
    private const string ByHand = "personalization-database";

    public static IEnumerable<string> Broken(IReadOnlyList<Manifest> manifests) =>
        manifests.Where(one => one.Pod is not null).SelectMany(one => Volumes(one).Concat(Probes(one)).Concat(Sources(one, manifests)))
            .Concat(manifests.Where(one => one.Kind == "Service").SelectMany(one => Ports(one, "ports", "targetPort", "sends to", manifests)))
            .Concat(manifests.Where(one => one.Kind == "PodMonitor").SelectMany(one => Ports(one, "podMetricsEndpoints", "port", "reads", manifests)));

    private static IEnumerable<string> Volumes(Manifest manifest)
    {
        var volumes = Manifest.List(manifest.Pod!["spec"]!["volumes"]).Select(volume => (string)volume["name"]!)
            .Concat(Manifest.List(manifest.Spec["volumeClaimTemplates"]).Select(claim => (string)claim["metadata"]!["name"]!)).ToList();
        var mounts = manifest.Containers.SelectMany(container => Manifest.List(container["volumeMounts"])).Select(mount => (string)mount["name"]!).ToList();
        return mounts.Except(volumes, StringComparer.Ordinal).Select(name => $"{manifest} mounts {name}, which it does not have")
            .Concat(volumes.Except(mounts, StringComparer.Ordinal).Select(name => $"{manifest} has the volume {name}, which nothing mounts"));
    }

    private static IEnumerable<string> Probes(Manifest manifest) =>
        from container in manifest.Containers
        from probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"]
        let port = container[probe]?["httpGet"]?["port"]
        where port is not null && !HasPort(container, port)
        select $"The {probe} of {manifest} asks the port {port}, which no container has";

    private static IEnumerable<string> Sources(Manifest manifest, IReadOnlyList<Manifest> all)
    {
        var secrets = Names(all, "Secret").Concat(all.Where(one => one.Kind == "Certificate").Select(one => (string)one.Spec["secretName"]!)).Append(ByHand).ToList();
        var maps = Names(all, "ConfigMap").ToList();
        var mounted = Manifest.List(manifest.Pod!["spec"]!["volumes"]).Select(volume => volume["secret"]).Where(secret => secret is not null && (bool?)secret["optional"] != true).Select(secret => (string)secret!["secretName"]!);
        var variables = manifest.Containers.SelectMany(container => Manifest.List(container["env"])).Select(one => (string?)one["valueFrom"]?["secretKeyRef"]?["name"]).OfType<string>();
        var environments = manifest.Containers.SelectMany(container => Manifest.List(container["envFrom"])).Select(from => (string?)from["configMapRef"]?["name"]).OfType<string>();
        return mounted.Where(name => !secrets.Contains(name)).Select(name => $"{manifest} mounts the Secret {name}, which nothing makes")
            .Concat(variables.Where(name => !secrets.Contains(name)).Select(name => $"{manifest} reads the Secret {name}, which nothing makes"))
            .Concat(environments.Where(name => !maps.Contains(name)).Select(name => $"{manifest} reads the ConfigMap {name}, which nothing makes"));
    }

    private static IEnumerable<string> Ports(Manifest owner, string list, string field, string verb, IReadOnlyList<Manifest> all)
    {
        var pods = all.Where(one => one.Pod is not null && Selector.Selects(owner.Spec["selector"], one.Pod["metadata"]!["labels"])).ToList();
        return pods.Count == 0
            ? [$"{owner} selects no pod"]
            : from entry in Manifest.List(owner.Spec[list])
              from pod in pods
              where !pod.Containers.Any(container => HasPort(container, entry[field]!))
              select $"{owner} {verb} the port {entry[field]}, which {pod} does not have";
    }

    private static bool HasPort(JsonNode container, JsonNode port) =>
        Manifest.List(container["ports"]).Any(one => JsonNode.DeepEquals(one["name"], port) || JsonNode.DeepEquals(one["containerPort"], port));

    private static IEnumerable<string> Names(IReadOnlyList<Manifest> all, string kind) => all.Where(one => one.Kind == kind).Select(one => one.Name);
}

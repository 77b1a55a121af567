using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Personalization.Deploy.Tests.Dockerfiles;
using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Composing;

/// <summary>What the Compose file keeps to: the same as the manifests, as far as Compose can say it.</summary>
internal static partial class ComposeRules
{
    /// <summary>All fields that are in use; Compose ignores none, but a misspelt one is found here without it.</summary>
    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "image", "build", "user", "read_only", "cap_drop", "security_opt", "tmpfs", "secrets", "restart", "stop_grace_period", "mem_limit", "depends_on",
        "environment", "volumes", "networks", "ports", "healthcheck", "entrypoint", "command",
    };

    public static IEnumerable<string> Broken(Composition file) =>
        file.Services.SelectMany(one => Confined(one.Key, one.Value).Concat(References(file, one.Key, one.Value)).Concat(Open(one.Key, one.Value)).Concat(Image(one.Key, one.Value)));

    private static IEnumerable<string> Confined(string name, JsonNode service)
    {
        foreach (var field in service.AsObject().Select(pair => pair.Key).Where(field => !Fields.Contains(field)))
        {
            yield return $"{name} has the field {field}, which is none";
        }

        if ((bool?)service["read_only"] != true)
        {
            yield return $"{name} can write to its root";
        }

        if (!Texts(service["cap_drop"]).Contains("ALL") || !Texts(service["security_opt"]).Contains("no-new-privileges:true"))
        {
            yield return $"{name} keeps rights";
        }

        if (service["mem_limit"] is null || service["stop_grace_period"] is null)
        {
            yield return $"{name} has no mem_limit or no stop_grace_period";
        }
    }

    private static IEnumerable<string> References(Composition file, string name, JsonNode service)
    {
        var used = Texts(service["secrets"]).Select(one => ("secrets", one))
            .Concat(Texts(service["volumes"]).Select(one => one.Split(':')[0]).Where(one => !one.StartsWith('.')).Select(one => ("volumes", one)))
            .Concat(Keys(service["networks"]).Select(one => ("networks", one)))
            .Concat(Keys(service["depends_on"]).Select(one => ("services", one)));
        foreach (var (kind, one) in used.Where(one => !file.Names(one.Item1).Contains(one.Item2)))
        {
            yield return $"{name} names {one}, which is not among the {kind}";
        }

        foreach (var folder in Texts(service["volumes"]).Select(one => one.Split(':')[0]).Where(one => one.StartsWith('.') && !Directory.Exists(Repository.PathOf("deploy/" + one))))
        {
            yield return $"{name} mounts {folder}, which is not there";
        }

        foreach (var condition in service["depends_on"]?.AsObject().Select(one => (string?)one.Value?["condition"]).Where(one => one is not ("service_healthy" or "service_completed_successfully" or "service_started")) ?? [])
        {
            yield return $"{name} waits for the condition {condition}, which is none";
        }
    }

    private static IEnumerable<string> Open(string name, JsonNode service)
    {
        foreach (var port in Texts(service["ports"]))
        {
            if (!port.StartsWith("127.0.0.1:", StringComparison.Ordinal))
            {
                yield return $"{name} publishes {port} to other machines";
            }

            if (port.Split(':')[^1] is "11111" or "30000" or "5432")
            {
                yield return $"{name} publishes {port}, which is for silos alone";
            }
        }

        foreach (var (variable, value) in service["environment"]?.AsObject().Where(pair => Secret.IsMatch(pair.Value?.ToString() ?? "")) ?? [])
        {
            yield return $"{name} has a secret in {variable}";
        }
    }

    private static IEnumerable<string> Image(string name, JsonNode service)
    {
        if (!Pinned.IsMatch((string)service["image"]!))
        {
            yield return $"{name} has the image {service["image"]}, which changes under it";
        }

        var target = (string?)service["build"]?["target"];
        var isOurs = target is not null && Dockerfile.OfRepository.Stages.Any(stage => stage.Name == target);
        if (service["build"] is not null && !isOurs)
        {
            yield return $"{name} is built from the stage {target}, which is not there";
        }

        // Our images name their user and ask for their health themselves.
        if (!isOurs && (((string?)service["user"])?.Split(':')[0] is null or "0" or "root" || service["healthcheck"] is null))
        {
            yield return $"{name} runs as root, or nobody asks for its health";
        }
    }

    private static IEnumerable<string> Texts(JsonNode? list) => Manifest.List(list).Select(one => one.ToString());

    /// <summary>The names of a list or of a mapping.</summary>
    private static IEnumerable<string> Keys(JsonNode? node) => node is JsonObject mapping ? mapping.Select(pair => pair.Key) : Texts(node);

    [GeneratedRegex(@"(:\d+\.\d+[\w.-]*|@sha256:[0-9a-f]{64})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pinned { get; }

    [GeneratedRegex("Password=|^pk_", RegexOptions.NonBacktracking)]
    private static partial Regex Secret { get; }
}

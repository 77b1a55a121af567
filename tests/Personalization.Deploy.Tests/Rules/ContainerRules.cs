using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Rules;

/// <summary>What every pod and container keeps to: Kubernetes' own "restricted" profile, and a root that cannot be written, limits, probes and pinned images besides.</summary>
internal static partial class ContainerRules
{
    public static IEnumerable<string> Broken(IReadOnlyList<Manifest> manifests) =>
        manifests.Where(one => one.Pod is not null).SelectMany(one => Pod(one).Concat(one.Containers.SelectMany(container => Container(one, container))));

    private static IEnumerable<string> Pod(Manifest manifest)
    {
        var pod = manifest.Pod!["spec"]!;
        var security = pod["securityContext"];
        if ((bool?)security?["runAsNonRoot"] != true || (long?)security["runAsUser"] is null or 0)
        {
            yield return $"{manifest} may run as root";
        }

        if ((string?)security?["seccompProfile"]?["type"] != "RuntimeDefault")
        {
            yield return $"{manifest} may make any system call";
        }

        if ((bool?)pod["automountServiceAccountToken"] != false)
        {
            yield return $"{manifest} gets a token for the Kubernetes API, which it never asks";
        }

        if ((bool?)pod["hostNetwork"] == true || (bool?)pod["hostPID"] == true || Manifest.List(pod["volumes"]).Any(volume => volume["hostPath"] is not null))
        {
            yield return $"{manifest} reaches into its node";
        }
    }

    private static IEnumerable<string> Container(Manifest manifest, JsonNode container)
    {
        var (name, security) = ($"{manifest}/{container["name"]}", container["securityContext"]);
        if ((bool?)security?["allowPrivilegeEscalation"] != false || (bool?)security["privileged"] == true)
        {
            yield return $"{name} may gain rights";
        }

        if ((bool?)security?["readOnlyRootFilesystem"] != true)
        {
            yield return $"{name} can write to its root";
        }

        if (!Manifest.List(security?["capabilities"]?["drop"]).Any(one => (string?)one == "ALL") || security?["capabilities"]?["add"] is not null)
        {
            yield return $"{name} keeps capabilities";
        }

        foreach (var missing in from kind in (string[])["requests", "limits"] from what in (string[])["cpu", "memory"] where container["resources"]?[kind]?[what] is null select $"{kind}.{what}")
        {
            yield return $"{name} has no {missing}";
        }

        if (!Pinned.IsMatch((string)container["image"]!))
        {
            yield return $"{name} has the image {container["image"]}, which changes under it";
        }

        foreach (var probe in ((string[])["startupProbe", "livenessProbe", "readinessProbe"]).Where(probe => manifest.Kind != "Job" && container[probe] is null))
        {
            yield return $"{name} has no {probe}";
        }
    }

    [GeneratedRegex(@"(:\d+\.\d+[\w.-]*|@sha256:[0-9a-f]{64})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pinned { get; }
}

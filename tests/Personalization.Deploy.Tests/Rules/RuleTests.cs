using System.Globalization;
using System.Text.Json.Nodes;
using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Rules;

public sealed class RuleTests(Overlays overlays)
{
    private const string Silo = "Deployment personalization-silo", Container = "spec.template.spec.containers.0.";

    [Theory]
    [MemberData(nameof(Overlays.Names), MemberType = typeof(Overlays))]
    public async Task Every_overlay_keeps_the_rules(string overlay) => Assert.Empty(Rule.Broken(await overlays.Of(overlay)));

    [Theory]
    [InlineData(Silo, "spec.template.spec.securityContext.runAsNonRoot", "false", Silo + " may run as root")]
    [InlineData(Silo, "spec.template.spec.securityContext.runAsUser", "0", Silo + " may run as root")]
    [InlineData(Silo, "spec.template.spec.securityContext.seccompProfile", null, Silo + " may make any system call")]
    [InlineData(Silo, "spec.template.spec.automountServiceAccountToken", "true", Silo + " gets a token for the Kubernetes API, which it never asks")]
    [InlineData(Silo, "spec.template.spec.hostNetwork", "true", Silo + " reaches into its node")]
    [InlineData(Silo, Container + "securityContext.allowPrivilegeEscalation", null, Silo + "/silo may gain rights")]
    [InlineData(Silo, Container + "securityContext.readOnlyRootFilesystem", "false", Silo + "/silo can write to its root")]
    [InlineData(Silo, Container + "securityContext.capabilities.add", "[\"SYS_PTRACE\"]", Silo + "/silo keeps capabilities")]
    [InlineData(Silo, Container + "resources.limits.memory", null, Silo + "/silo has no limits.memory")]
    [InlineData(Silo, Container + "image", "\"personalization-silo\"", Silo + "/silo has the image personalization-silo, which changes under it")]
    [InlineData(Silo, Container + "image", "\"personalization-silo:latest\"", Silo + "/silo has the image personalization-silo:latest, which changes under it")]
    [InlineData(Silo, Container + "readinessProbe", null, Silo + "/silo has no readinessProbe")]
    [InlineData(Silo, Container + "readinessProbe.httpGet.port", "\"https\"", "The readinessProbe of " + Silo + " asks the port https, which no container has")]
    [InlineData(Silo, Container + "volumeMounts.0.name", "\"temp\"", Silo + " mounts temp, which it does not have")]
    [InlineData(Silo, Container + "envFrom.0.configMapRef.name", "\"other\"", Silo + " reads the ConfigMap other, which nothing makes")]
    [InlineData(Silo, "spec.template.spec.volumes.2.secret.secretName", "\"other\"", Silo + " mounts the Secret other, which nothing makes")]
    [InlineData(Silo, "spec.template.spec.terminationGracePeriodSeconds", "30", Silo + " gives less than 60 s to drain")]
    [InlineData(Silo, "spec.strategy.rollingUpdate.maxUnavailable", "1", Silo + " takes pods away before others are ready")]
    [InlineData(Silo, "spec.replicas", "3", Silo + " names its replicas, which every apply would take back from HorizontalPodAutoscaler personalization-silo")]
    [InlineData("HorizontalPodAutoscaler personalization-silo", "spec.scaleTargetRef.kind", "\"StatefulSet\"", "HorizontalPodAutoscaler personalization-silo scales StatefulSet personalization-silo, which is not there")]
    [InlineData("HorizontalPodAutoscaler personalization-silo", "spec.scaleTargetRef.name", "\"other\"", Silo + " is one pod that nothing stands in for")]
    [InlineData("PodDisruptionBudget personalization-silo", "spec.selector.matchLabels", """{"app":"silo"}""", Silo + " has no PodDisruptionBudget")]
    [InlineData("PodDisruptionBudget personalization-silo", "spec.selector.matchLabels", """{"app.kubernetes.io/name":"personalization"}""", "PodDisruptionBudget personalization-silo does not select the pods of exactly one workload")]
    [InlineData("Service personalization", "spec.ports.0.targetPort", "80", "Service personalization sends to the port 80, which " + Silo + " does not have")]
    [InlineData("Service personalization", "spec.selector", """{"app":"silo"}""", "Service personalization selects no pod")]
    [InlineData("PodMonitor personalization", "spec.podMetricsEndpoints.0.port", "\"metrics\"", "PodMonitor personalization reads the port metrics, which " + Silo + " does not have")]
    [InlineData("NetworkPolicy personalization-closed", "spec.policyTypes", """["Egress"]""", "Job personalization-init is open: no NetworkPolicy closes its Ingress")]
    [InlineData("NetworkPolicy personalization-clients", "spec.ingress.0.from", "[]", "NetworkPolicy personalization-clients has a rule for the whole world")]
    [InlineData("NetworkPolicy personalization-clients", "spec.ingress.0.ports", null, "NetworkPolicy personalization-clients has a rule for all ports")]
    [InlineData("NetworkPolicy personalization-clients", "spec.ingress.0.ports.0.port", "11111", """NetworkPolicy personalization-clients opens silo ports to {"namespaceSelector":{"matchLabels":{"personalization.clients":"allowed"}}}""")]
    [InlineData("NetworkPolicy personalization-clients", "spec.ingress.0.ports.0.endPort", "65535", """NetworkPolicy personalization-clients opens silo ports to {"namespaceSelector":{"matchLabels":{"personalization.clients":"allowed"}}}""")]
    [InlineData("NetworkPolicy personalization-silos", "spec.ingress.1.ports.0.port", "11111", """NetworkPolicy personalization-silos opens the port between silos to {"podSelector":{"matchLabels":{"app.kubernetes.io/component":"gateway","app.kubernetes.io/name":"personalization"}}}""")]
    public async Task A_broken_rule_is_named(string manifest, string path, string? value, string rule)
    {
        var manifests = (await overlays.Of("production")).Select(one => one.Copy()).ToList();
        Set(manifests.Single(one => one.ToString() == manifest).Json, path.Split('.'), value is null ? null : JsonNode.Parse(value));

        Assert.Contains(rule, Rule.Broken(manifests));
    }

    /// <summary>Puts a value at a path, or takes away what is there.</summary>
    private static void Set(JsonNode node, string[] path, JsonNode? value)
    {
        var parent = path[..^1].Aggregate(node, (one, name) => one is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : one[name]!);
        if (value is null)
        {
            Assert.True(parent.AsObject().Remove(path[^1]));
        }
        else
        {
            parent.AsObject()[path[^1]] = value;
        }
    }
}

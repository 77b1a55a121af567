using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Personalization.Deploy.Tests.Manifests;

public sealed partial class MonitoringTests(Overlays overlays)
{
    [Fact]
    public async Task The_rules_of_the_operator_are_those_of_the_file()
    {
        var rule = (await overlays.Of("production")).Single(one => one.Kind == "PrometheusRule");
        var file = Yaml.Documents(Repository.Read("deploy/observability/alerts.yaml")).Single();

        Assert.True(JsonNode.DeepEquals(file["groups"], rule.Spec["groups"]), "deploy/kustomize/monitoring/rules.yaml is no copy of alerts.yaml any more; its first lines say how to make one.");
    }

    [Fact]
    public async Task The_dashboard_goes_where_grafana_looks_for_it()
    {
        var map = (await overlays.Of("production")).Single(one => one.ToString() == "ConfigMap personalization-dashboard");

        Assert.Equal("1", (string?)map.Json["metadata"]!["labels"]!["grafana_dashboard"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Repository.Read("deploy/observability/dashboard.json")), JsonNode.Parse((string)map.Json["data"]!["personalization.json"]!)));
    }

    /// <summary>The rules ask for a job of this name, which the operator would otherwise make of namespace and name.</summary>
    [Fact]
    public async Task Prometheus_gives_the_pods_the_job_that_the_rules_ask_for()
    {
        var manifests = await overlays.Of("production");
        var label = (string)manifests.Single(one => one.Kind == "PodMonitor").Spec["jobLabel"]!;
        var pods = manifests.Single(one => one.ToString() == "Deployment personalization-silo").Pod!;

        Assert.Equal(["personalization"], Job.Matches(Repository.Read("deploy/observability/alerts.yaml")).Select(match => match.Groups["job"].Value).Distinct(StringComparer.Ordinal));
        Assert.Equal("personalization", (string?)pods["metadata"]!["labels"]![label]);
    }

    [Fact]
    public async Task The_autoscaler_reads_a_metric_that_the_host_has()
    {
        var scaler = (await overlays.Of("production")).Single(one => one.Kind == "HorizontalPodAutoscaler");
        var metric = Manifest.List(scaler.Spec["metrics"]).Select(one => (string?)one["pods"]?["metric"]?["name"]).OfType<string>().Single();

        Assert.Contains($"`{metric}`", Repository.Read("docs/guides/telemetry.md"), StringComparison.Ordinal);
    }

    [GeneratedRegex("""job="(?<job>[^"]*)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Job { get; }
}

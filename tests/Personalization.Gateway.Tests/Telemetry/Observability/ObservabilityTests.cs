using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Personalization.Gateway.Tests.Telemetry.Observability;

[Collection(nameof(OneServerPerProcess))]
public sealed partial class ObservabilityTests(BusyServer server) : IClassFixture<BusyServer>
{
    /// <summary>Metrics of Prometheus itself, of PostgreSQL's driver, of turns that had to wait, and of what this server has not configured: a feed's consumers, a broker.</summary>
    private static readonly string[] Elsewhere = ["up", "db_client_connection_count", "personalization_grains_wait_duration_seconds_bucket", .. MetricRow.Read(ObservabilityFiles.Guide("telemetry.md")).Select(row => row.Scraped).Where(name => Unconfigured().IsMatch(name))];

    [Fact]
    public void Every_metric_of_the_alert_rules_is_there()
    {
        var rules = ObservabilityFiles.Rules();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Empty(PromQl.Metrics(rule.Expression).Except(server.Samples).Except(Elsewhere)));
    }

    [Fact]
    public void Every_metric_of_the_dashboard_is_there()
    {
        var panels = ObservabilityFiles.Panels();
        Assert.NotEmpty(panels);
        Assert.All(panels, panel => Assert.Empty(PromQl.Metrics(panel.Expression).Except(server.Samples).Except(Elsewhere)));
    }

    [Fact]
    public void Every_alert_says_what_it_means_and_what_to_open()
    {
        var anchors = File.Exists(ObservabilityFiles.Guide("runbook.md")) ? Anchors(ObservabilityFiles.Guide("runbook.md")) : null;
        Assert.All(ObservabilityFiles.Rules(), rule =>
        {
            Assert.NotEmpty(rule.Annotations["summary"]);
            Assert.NotEmpty(rule.Annotations["description"]);
            var link = rule.Annotations["runbook_url"].Split('#');
            Assert.Equal("docs/guides/runbook.md", link[0]);
            if (anchors is not null)
            {
                Assert.Contains(link[1], anchors);
            }
        });
    }

    [Fact]
    public void The_guide_has_every_metric_with_its_unit_and_meaning()
    {
        var known = MetricRow.Read(ObservabilityFiles.Guide("telemetry.md")).Select(row => row.ToString()).Order(StringComparer.Ordinal);
        Assert.Equal(server.Instruments.Select(MetricRow.Of).Select(row => row.ToString()).Order(StringComparer.Ordinal), known);
    }

    [Fact]
    public void The_guide_has_every_span_with_its_attributes() => Assert.Equal(
        server.Spans.Select(row => row.ToString()).Order(StringComparer.Ordinal),
        SpanRow.Read(ObservabilityFiles.Guide("telemetry.md")).Where(row => row.Attributes != "-").Select(row => row.ToString()).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("check", "rules", "alerts.yaml")]
    [InlineData("test", "rules", "alerts.test.yaml")]
    public async Task Promtool_finds_nothing_wrong_with_the_rules(params string[] arguments)
    {
        var start = new ProcessStartInfo("promtool", arguments) { WorkingDirectory = ObservabilityFiles.Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Process? promtool = null;
        try
        {
            promtool = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("promtool (Debian: prometheus) is not there.");
        }

        using (promtool)
        {
            var error = promtool!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await promtool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await promtool.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(promtool.ExitCode == 0, output + await error);
        }
    }

    [Fact]
    public void Names_are_found_between_everything_else_of_an_expression() => Assert.Equal(
        ["a_bucket", "b_total"], PromQl.Metrics("""histogram_quantile(0.99, sum by (job, le) (rate(a_bucket{x=~"c|d"}[5m]))) / on (job) rate(b_total[1m] offset 5m) > 0.5"""));

    private static HashSet<string> Anchors(string guide) => File.ReadLines(guide)
        .Where(line => line.StartsWith('#'))
        .Select(line => line.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-'))
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("personalization[._](feed|channels)[._]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unconfigured();
}

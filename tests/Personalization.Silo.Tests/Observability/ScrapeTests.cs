using System.Text.RegularExpressions;
using Personalization.Gateway.Tests.Telemetry.Observability;
using Personalization.HostContract.Postgres;
using Personalization.Silo.Tests.Support;

namespace Personalization.Silo.Tests.Observability;

/// <summary>What alerts and dashboards ask for, held against a silo's own <c>/metrics</c>.</summary>
public sealed partial class ScrapeTests(PostgresServer postgres)
{
    /// <summary>What this silo has not: Prometheus's own, a data folder whose disk could get full, a broker, and a turn that had to wait.</summary>
    private static readonly string[] Elsewhere =
    [
        "up",
        "personalization_disk_free_bytes",
        "personalization_disk_size_bytes",
        "personalization_channels_connected",
        "personalization_channels_messages_in_total",
        "personalization_channels_messages_out_total",
        "personalization_grains_wait_duration_seconds_bucket",
    ];

    [Fact]
    public async Task Every_metric_of_the_alerts_and_the_dashboard_is_in_the_scrape_of_a_silo()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var silo = await cluster.Start();
        Assert.Equal(200, (await silo.Call("/v1/batch", """{"batch":[{"type":"identify","userId":"u1","messageId":"1"},{"type":"track","event":"no_such_event","userId":"u1","messageId":"2"}]}""")).Status);
        Assert.Equal(200, (await silo.Call("/v1/decide", """{"userId":"u1","surface":"home.card"}""")).Status);
        await silo.Grpc.UnaryAsync(Grpc.V1.Decisions.Decide, new() { UserId = "u1", Surface = "home.card" }, cancellation: TestContext.Current.CancellationToken);

        var scraped = await Scrape(silo);
        var asked = ObservabilityFiles.Rules().Select(rule => rule.Expression).Concat(ObservabilityFiles.Panels().Select(panel => panel.Expression)).SelectMany(PromQl.Metrics);
        Assert.Empty(asked.Except(scraped).Except(Elsewhere));
    }

    [Fact]
    public async Task The_alert_of_a_silo_that_is_not_ready_names_the_conditions_that_it_has()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var silo = await cluster.Start();

        var text = await Text(silo);
        var alert = ObservabilityFiles.Rules().Single(rule => rule.Name == "PersonalizationNotReady").Annotations["description"];
        var conditions = (await silo.Ready()).Checks.Keys;
        Assert.Equal(conditions.Order(StringComparer.Ordinal), Check.Matches(text).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
        Assert.All(conditions, condition => Assert.Contains(condition, alert, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlySet<string>> Scrape(SiloProcess silo) => Sample.Matches(await Text(silo)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    private static Task<string> Text(SiloProcess silo) => silo.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Sample { get; }

    [GeneratedRegex("""^personalization_readiness\{.*check="(?<name>[a-z_]+)".*$""", RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Check { get; }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Telemetry;

[Collection(nameof(OneServerPerProcess))]
public sealed partial class MetricsTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task Every_line_is_in_the_text_format_and_every_sample_has_its_type()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure("u"), Sample.Track("u", "no_such_event")));
        await server.Http.Post("/v1/decide", """{"userId":"u","surface":"home.card","mode":"peek"}""");

        var types = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in (await server.Http.Text("/metrics")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.True(types.Add(line.Split(' ')[2]), $"a second type: {line}");
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                var sample = SampleLine().Match(line);
                Assert.True(sample.Success, line);
                Assert.True(types.Contains(sample.Groups["name"].Value) || types.Contains(Suffix().Replace(sample.Groups["name"].Value, "")), line);
            }
        }
    }

    [Fact]
    public async Task Events_are_counted_by_what_became_of_them()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure("u"), Sample.Track("u", "no_such_event")));

        var text = await server.Http.Text("/metrics");

        Assert.True(ValueOf(text, "personalization_ingest_events_total{result=\"accepted\"}") >= 1);
        Assert.True(ValueOf(text, "personalization_ingest_events_total{code=\"unknown_event\",result=\"rejected\"}") >= 1);
    }

    [Fact]
    public async Task Buckets_of_a_histogram_only_grow_and_end_in_the_count()
    {
        await server.Http.Post("/v1/decide", """{"userId":"u","surface":"home.card","mode":"peek"}""");

        var text = await server.Http.Text("/metrics");
        var buckets = text.Split('\n')
            .Where(line => line.StartsWith("personalization_decide_duration_seconds_bucket{code=\"ok\",mode=\"peek\"", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)).ToList();

        Assert.NotEmpty(buckets);
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal(ValueOf(text, "personalization_decide_duration_seconds_count{code=\"ok\",mode=\"peek\"}"), buckets[^1]);
    }

    [Fact]
    public async Task No_sample_names_a_person()
    {
        var user = Sample.Fresh("somebody");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        await server.Http.Get($"/v1/profiles/users/{user}");

        Assert.DoesNotContain(user, await server.Http.Text("/metrics"), StringComparison.Ordinal);
    }

    private static double ValueOf(string text, string sample) => double.Parse(
        text.Split('\n').Single(line => line.StartsWith(sample + " ", StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*")*\})? (-?[0-9.]+([eE][-+]?[0-9]+)?|[-+]Inf|NaN)$""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SampleLine();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();
}

using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Personalization.Gateway.Telemetry;

/// <summary>Writes metrics in Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
internal static class PrometheusText
{
    /// <summary>The content type of the format.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes one metric with all its points.</summary>
    public static void Write(StringBuilder text, Metric metric)
    {
        var isHistogram = metric.MetricType == MetricType.Histogram;
        var isCounter = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var name = NameOf(metric, isCounter);
        text.Append("# HELP ").Append(name).Append(' ').Append(metric.Description.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append('\n');
        text.Append("# TYPE ").Append(name).Append(isHistogram ? " histogram\n" : isCounter ? " counter\n" : " gauge\n");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (isHistogram)
            {
                WriteHistogram(text, name, point);
            }
            else
            {
                WriteLine(text, name, point.Tags, null, ValueOf(metric.MetricType, point));
            }
        }
    }

    private static void WriteHistogram(StringBuilder text, string name, in MetricPoint point)
    {
        var below = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            WriteLine(text, name + "_bucket", point.Tags, bucket.ExplicitBound, below);
        }

        WriteLine(text, name + "_sum", point.Tags, null, point.GetHistogramSum());
        WriteLine(text, name + "_count", point.Tags, null, point.GetHistogramCount());
    }

    private static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static void WriteLine(StringBuilder text, string name, ReadOnlyTagCollection tags, double? bound, double value)
    {
        text.Append(name);
        var separator = '{';
        foreach (var (key, label) in tags)
        {
            text.Append(separator).Append(Sanitize(key)).Append("=\"").Append(Escape(Convert.ToString(label, CultureInfo.InvariantCulture) ?? "")).Append('"');
            separator = ',';
        }

        if (bound is { } upper)
        {
            text.Append(separator).Append("le=\"").Append(Number(upper)).Append('"');
            separator = ',';
        }

        text.Append(separator == '{' ? " " : "} ").Append(Number(value)).Append('\n');
    }

    private static string NameOf(Metric metric, bool isCounter)
    {
        var name = Sanitize(metric.Name);
        var unit = metric.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "1" or "" or null => "",
            var other when other.StartsWith('{') => "",
            var other => "_" + Sanitize(other),
        };
        name = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        return isCounter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string Sanitize(string name) =>
        string.Create(name.Length, name, static (chars, source) =>
        {
            for (var at = 0; at < chars.Length; at++)
            {
                chars[at] = char.IsAsciiLetterOrDigit(source[at]) ? source[at] : '_';
            }
        });

    private static string Escape(string label) => label
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}

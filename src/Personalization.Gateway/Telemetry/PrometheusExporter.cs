using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Personalization.Gateway.Telemetry;

/// <summary>Collects every metric when somebody asks, as text for Prometheus.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();

    /// <summary>Set by the reader that this exporter belongs to; null before telemetry has started.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>The values of now. One caller at a time: they share the reader.</summary>
    public string Scrape()
    {
        lock (gate)
        {
            text.Clear();
            Collect?.Invoke(Timeout.Infinite);
            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            PrometheusText.Write(text, metric);
        }

        return ExportResult.Success;
    }
}

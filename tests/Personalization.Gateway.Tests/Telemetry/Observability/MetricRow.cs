using System.Diagnostics.Metrics;
using System.Text;

namespace Personalization.Gateway.Tests.Telemetry.Observability;

/// <summary>A metric as the guide has it: one row of a table.</summary>
/// <param name="Name">Its name among OpenTelemetry's.</param>
/// <param name="Scraped">Its name in <c>/metrics</c>.</param>
/// <param name="Kind">Counter, gauge or histogram.</param>
/// <param name="Unit">Its unit; a dash for none.</param>
/// <param name="Meaning">What it says.</param>
internal sealed record MetricRow(string Name, string Scraped, string Kind, string Unit, string Meaning)
{
    public override string ToString() => $"| `{Name}` | `{Scraped}` | {Kind} | {Unit} | {Meaning} |";

    /// <summary>The rows of a guide.</summary>
    public static IEnumerable<MetricRow> Read(string guide) =>
        from line in File.ReadLines(guide)
        let cells = line.Split(" | ")
        where cells.Length == 5 && line.StartsWith("| `", StringComparison.Ordinal)
        select new MetricRow(cells[0][3..^1], cells[1][1..^1], cells[2], cells[3], cells[4][..^2]);

    /// <summary>An instrument's row.</summary>
    public static MetricRow Of(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        var kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.Contains("Counter", StringComparison.Ordinal) && !type.Contains("UpDown", StringComparison.Ordinal) ? "counter"
            : "gauge";
        var unit = instrument.Unit is { Length: > 0 } given ? given : "-";
        var scraped = new StringBuilder(instrument.Name.Replace('.', '_')).Append(unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
        return new(instrument.Name, scraped.Append(kind == "counter" ? "_total" : "").ToString(), kind, unit, instrument.Description!);
    }
}

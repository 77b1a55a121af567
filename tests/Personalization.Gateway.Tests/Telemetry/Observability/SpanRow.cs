namespace Personalization.Gateway.Tests.Telemetry.Observability;

/// <summary>A span as the guide has it: one row of its table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">What makes it.</param>
/// <param name="Attributes">The names of its attributes, in order; a dash for none.</param>
internal sealed record SpanRow(string Name, string Source, string Attributes)
{
    /// <summary>The rows of a guide.</summary>
    public static IEnumerable<SpanRow> Read(string guide) =>
        from line in File.ReadLines(guide)
        let cells = line.Split(" | ")
        where cells.Length == 4 && cells[1].StartsWith("`Personalization.", StringComparison.Ordinal)
        select new SpanRow(cells[0][3..^1], cells[1][1..^1], cells[2]);

    /// <summary>A span's row.</summary>
    public static SpanRow Of(System.Diagnostics.Activity span)
    {
        var names = span.TagObjects.Select(tag => $"`{tag.Key}`").Where(name => name != "`error.type`").Order(StringComparer.Ordinal).ToList();
        return new(span.DisplayName, span.Source.Name, names.Count == 0 ? "-" : string.Join(", ", names));
    }
}

using System.Buffers;
using System.Text;

namespace Personalization.Replay;

/// <summary>Findings as comma-separated values by RFC 4180: the columns of <see cref="FindingRows"/>, lines end with CR LF. A cell that a spreadsheet would take for a formula has a ' before it.</summary>
public static class FindingCsv
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    // What spreadsheets take for the beginning of a formula. Ids come from whoever sends events, and must not run on the desk of whoever opens the file.
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r");

    /// <summary>The first line.</summary>
    public static string Header { get; } = Line(FindingRows.Columns);

    /// <summary>The lines of a finding.</summary>
    public static string Lines(ReplayFinding finding) => string.Concat(FindingRows.Of(finding).Select(Line));

    private static string Line(IReadOnlyList<string> cells)
    {
        var line = new StringBuilder();
        for (var at = 0; at < cells.Count; at++)
        {
            line.Append(at == 0 ? "" : ",").Append(Cell(cells[at]));
        }

        return line.Append("\r\n").ToString();
    }

    private static string Cell(string text) => Quoted(text.Length > 0 && FormulaStarts.Contains(text[0]) ? "'" + text : text);

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

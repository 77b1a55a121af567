namespace Personalization.Replay;

/// <summary>Findings as a table for people: the columns of <see cref="FindingRows"/> that they look at.</summary>
public static class FindingTable
{
    /// <summary>The headings.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["Time", "Subject", "Surface", "What", "Then", "Now", "Why"];

    /// <summary>The rows of a finding, each with a cell for every heading; control characters are spaces.</summary>
    public static IEnumerable<string[]> Rows(ReplayFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        foreach (var row in FindingRows.Of(finding))
        {
            string[] cells = [row[5], $"{row[2]} {row[3]}", row[4], row[7], row[8], row[9], Why(row[0], row[10], row[11])];
            yield return Array.ConvertAll(cells, Plain);
        }
    }

    // Ids come from whoever sends events: none may end a row, or speak to a terminal.
    private static string Plain(string cell) =>
        cell.Any(char.IsControl) ? string.Create(cell.Length, cell, static (plain, text) =>
        {
            for (var at = 0; at < plain.Length; at++)
            {
                plain[at] = char.IsControl(text[at]) ? ' ' : text[at];
            }
        }) : cell;

    private static string Why(string kind, string code, string detail) => kind switch
    {
        FindingKinds.Changed => detail.Length == 0 ? code : $"{code}: {detail}",
        FindingKinds.Different => "not recomputed bit for bit",
        FindingKinds.UnknownCatalog => "the catalog that decided is not published here",
        _ => "events that it read are not in the journal",
    };
}

namespace Personalization.Cli;

/// <summary>Rows of text: a table with headings for people, tabs and nothing else for programs.</summary>
internal static class TextTable
{
    /// <summary>Writes the rows. Columns are as wide as they must be, the last one as it comes.</summary>
    public static async Task Write(Output output, string[] headings, IReadOnlyList<string[]> rows)
    {
        if (!output.IsTerminal)
        {
            foreach (var row in rows)
            {
                await output.Results.WriteLineAsync(string.Join('\t', row));
            }

            return;
        }

        var widths = headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(headings))
        {
            await output.Results.WriteLineAsync(string.Join("  ", row.Select((cell, column) => column < row.Length - 1 ? cell.PadRight(widths[column]) : cell)));
        }
    }
}

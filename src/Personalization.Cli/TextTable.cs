using System.Text;

namespace Personalization.Cli;

/// <summary>A table in plain text: columns as wide as they must be, two spaces between, the last one as it comes.</summary>
internal static class TextTable
{
    public static string Format(string[] headings, IReadOnlyList<string[]> rows)
    {
        var widths = headings.Select((heading, column) => rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(headings))
        {
            for (var column = 0; column < row.Length - 1; column++)
            {
                text.Append(row[column].PadRight(widths[column] + 2));
            }

            text.AppendLine(row[^1]);
        }

        return text.ToString();
    }
}

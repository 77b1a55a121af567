using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Tests;

/// <summary>The guide to expressions, taken apart.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Catalog">The catalog that it shows.</param>
/// <param name="World">What its table of events makes of that.</param>
/// <param name="Examples">The rows of its tables of expressions.</param>
internal sealed record ExpressionPage(string Text, Catalog Catalog, ExpressionWorld World, IReadOnlyList<(string Section, string Source, string Gives)> Examples)
{
    /// <summary>The section whose rows are about somebody of whom nothing is known.</summary>
    public const string NobodySection = "What never happened";

    public static ExpressionPage Read()
    {
        var text = File.ReadAllText(Path.Combine(Samples.Root, "docs/guides/expressions.md"));
        var lines = text.Split('\n');
        var yaml = string.Join('\n', lines.SkipWhile(line => line != "```yaml").Skip(1).TakeWhile(line => line != "```"));
        var load = CatalogLoader.LoadFiles([("expressions.yaml", yaml)]);
        Assert.Empty(load.Problems);
        var tables = Tables(lines).ToList();
        var examples = tables.Where(table => table.Head is ["expression", "gives", _])
            .SelectMany(table => table.Rows.Select(row => (table.Section, Code(row[0]), row[1].StartsWith('`') ? Code(row[1]) : row[1])))
            .ToList();
        var events = tables.Single(table => table.Head is ["time", "who", "what", "with"]).Rows;
        var world = new ExpressionWorld(
            load.Catalog!, examples.Select(example => example.Item2), [.. events.Select(row => (Code(row[0]), row[1], row[2], Code(row[3])))]);
        return new ExpressionPage(text, load.Catalog!, world, examples);
    }

    private static IEnumerable<(string Section, string[] Head, List<string[]> Rows)> Tables(string[] lines)
    {
        var section = "";
        for (var at = 0; at < lines.Length; at++)
        {
            section = lines[at].StartsWith("## ", StringComparison.Ordinal) ? lines[at][3..] : section;
            if (lines[at].StartsWith("| ", StringComparison.Ordinal))
            {
                var rows = lines.Skip(at).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
                at += rows.Count;
                yield return (section, rows[0], rows[2..]);
            }
        }
    }

    /// <summary>The cells of a row. A pipe inside of a cell is written behind a backslash.</summary>
    private static string[] Cells(string line) =>
        [.. line.Replace("\\|", "\0", StringComparison.Ordinal).Trim('|').Split('|').Select(cell => cell.Trim().Replace('\0', '|'))];

    private static string Code(string cell) => cell.Trim('`');
}

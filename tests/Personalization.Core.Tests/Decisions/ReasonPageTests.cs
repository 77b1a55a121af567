using System.Runtime.CompilerServices;
using System.Text;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions;

public sealed class ReasonPageTests
{
    private const string Begin = "<!-- table -->\n", End = "<!-- end of table -->";

    [Fact]
    public void The_page_of_reasons_holds_the_table_that_the_code_makes()
    {
        var page = File.ReadAllText(Page()).ReplaceLineEndings("\n");
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        Assert.Equal(Table(), page[from..page.IndexOf(End, StringComparison.Ordinal)]);
    }

    [Fact]
    public void Every_code_is_listed_once()
    {
        var declared = typeof(ReasonCodes).GetProperties().Where(property => property.PropertyType == typeof(ReasonCode)).Select(property => (ReasonCode)property.GetValue(null)!).ToList();
        Assert.Equal(declared, ReasonCodes.All);
        Assert.Equal(declared.Count, declared.Select(code => code.Name).Distinct(StringComparer.Ordinal).Count());
    }

    private static string Table()
    {
        var table = new StringBuilder("| stage | code | meaning |\n| --- | --- | --- |\n");
        foreach (var code in ReasonCodes.All)
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {code.Stage} | `{code.Name}` | {code.Meaning} |\n");
        }

        return table.ToString();
    }

    private static string Page([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "guides", "reasons.md");
}

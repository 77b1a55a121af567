namespace Personalization.Core.Tests.Expressions.Libraries;

/// <summary>The guide to functions says what is so.</summary>
public sealed class GuideTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(RepositoryRoot(), "docs", "guides", "functions.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split("` | `")),
    ];

    [Fact]
    public void Every_example_gives_what_stands_beside_it()
    {
        Assert.NotEmpty(Rows);
        Assert.All(Rows, row => Extension.AssertSame(row[0].Trim('`'), row[1].Trim('`')));
    }

    [Fact]
    public void Every_function_of_the_extensions_has_an_example() => Assert.All(
        TotalityTests.Functions.Except(["string"], StringComparer.Ordinal),
        name => Assert.Contains(Rows, row => row[0].Contains($"{name}(", StringComparison.Ordinal)));

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Personalization.Orleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Personalization.Orleans.sln above {AppContext.BaseDirectory}.");
    }
}

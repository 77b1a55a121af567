namespace Personalization.Authoring.Tests;

/// <summary>Catalogs with one defect each; the first line of each says what is wrong with it and where.</summary>
public class BrokenCatalogTests
{
    private static readonly string Folder = Path.Combine(Samples.Root, "tests/Personalization.Authoring.Tests/Broken");

    public static TheoryData<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_catalog_has_exactly_the_problem_that_it_names(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));

        var load = CatalogLoader.LoadFiles([(name, text)], review: new CatalogReview(new DateOnly(2026, 3, 1)));

        Assert.Equal([text[2..text.IndexOf('\n', StringComparison.Ordinal)]], load.Problems.Select(problem => $"{problem.Line}:{problem.Column} {problem.Code}"));
        Assert.Null(load.Catalog);
        Assert.Null(load.Bundle);
        Assert.Contains(load.Problems[0].Code, CatalogRules.Codes);
    }

    [Fact]
    public void There_are_enough_of_them_and_no_two_are_the_same()
    {
        var texts = Names.Select(row => File.ReadAllText(Path.Combine(Folder, row.Data))).ToList();

        Assert.InRange(texts.Count, 100, 1000);
        Assert.Distinct(texts);
    }
}

namespace Personalization.Authoring.Tests;

/// <summary>The guide's examples are what it says they are.</summary>
public class GuideTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Samples.Root, "docs/guides/catalog.md"));

    private static readonly (string Path, string Text)[] Examples =
        [.. Blocks("```yaml").Select((text, at) => ($"example{at:00}.yaml", text))];

    [Fact]
    public void The_YAML_blocks_together_are_a_catalog()
    {
        var load = CatalogLoader.LoadFiles(Examples, review: new CatalogReview(new DateOnly(2026, 12, 1)));

        Assert.Empty(load.Problems);
        Assert.Empty(load.Warnings);
        Assert.Equal(["digest.week", "help.share", "offer.storage", "offer.team"], load.Catalog!.Actions.Select(action => action.Id));
    }

    [Fact]
    public void The_bad_example_gives_the_problems_that_are_shown()
    {
        var bad = Assert.Single(Blocks("```yaml bad"));

        var load = CatalogLoader.LoadFiles([.. Examples, ("bad.yaml", bad)]);

        Assert.Equal(Assert.Single(Blocks("```text")), string.Join('\n', load.Problems.Select(problem => problem.Render())));
    }

    private static IEnumerable<string> Blocks(string fence)
    {
        for (var at = 0; at < Lines.Length; at++)
        {
            if (Lines[at] == fence)
            {
                var block = Lines.Skip(at + 1).TakeWhile(line => line != "```").ToList();
                at += block.Count + 1;
                yield return string.Join('\n', block);
            }
        }
    }
}

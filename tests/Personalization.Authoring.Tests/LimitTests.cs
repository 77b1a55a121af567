namespace Personalization.Authoring.Tests;

public class LimitTests
{
    public static TheoryData<string, string> Oversized { get; } = new()
    {
        { "too_deep", "events: { a: { properties: { default: " + new string('[', 60) + new string(']', 60) + " } } }" },
        { "too_large", "events: { a: { properties: { default: [" + string.Concat(Enumerable.Repeat("1,", 200_001)) + "] } } }" },
        { "too_large", "events: { a: { description: " + new string('x', 16_385) + " } }" },
        { "too_large", new string('#', (1 << 20) + 1) },
    };

    [Theory]
    [MemberData(nameof(Oversized))]
    public void A_file_beyond_a_limit_is_refused(string code, string text)
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", "catalog: { name: test }"), ("b.yaml", text)]);

        var problem = Assert.Single(load.Problems);
        Assert.Equal((code, "b.yaml"), (problem.Code, problem.File));
    }

    [Fact]
    public void Segments_that_read_each_other_again_and_again_are_refused_and_not_walked_through()
    {
        // Ten thousand million million ways lead from the first to the last, and round again.
        var segments = string.Join('\n', Enumerable.Range(0, 16).Select(at =>
            $"  s{at}: {{ of: user, when: \"{string.Join(" && ", Enumerable.Repeat($"user.segments.s{(at + 1) % 16}", 10))}\" }}"));

        var load = CatalogLoader.LoadFiles([("a.yaml", $"catalog: {{ name: a }}\nsegments:\n{segments}\n")]);

        Assert.Contains(load.Problems, problem => problem.Code == "bad_expression");
    }

    [Fact]
    public void Too_many_files_are_refused() =>
        Assert.Equal("too_large", Assert.Single(CatalogLoader.LoadFiles(Enumerable.Range(0, 1001).Select(file => ($"{file}.yaml", ""))).Problems).Code);

    [Fact]
    public void Too_many_characters_in_all_are_refused() =>
        Assert.Equal("too_large", Assert.Single(CatalogLoader.LoadFiles(Enumerable.Range(0, 9).Select(file => ($"{file}.yaml", new string('#', 1 << 20)))).Problems).Code);

    [Fact]
    public void The_number_of_problems_is_bounded()
    {
        var surfaces = string.Concat(Enumerable.Range(0, 400).Select(at => $"  s{at}: {{ chanel: in_app }}\n"));

        Assert.Equal(200, CatalogLoader.LoadFiles([("a.yaml", "catalog: { name: test }\nsurfaces:\n" + surfaces)]).Problems.Count);
    }
}

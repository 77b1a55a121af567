namespace Personalization.Authoring.Tests;

public class LoadingTests
{
    [Fact]
    public void All_problems_of_all_files_are_reported_at_once_in_the_order_of_their_places()
    {
        var load = CatalogLoader.LoadFiles(
        [
            ("b.yaml", "surfaces:\n  home: { max: 0 }\nactions: 1\n"),
            ("a.yaml", "catalog: { name: test }\ncaps:\n  c: { per: user, max: 1001 }\n"),
        ]);

        Assert.Equal(
            ["a.yaml:3:24 out_of_range", "b.yaml:2:3 missing_property", "b.yaml:2:16 out_of_range", "b.yaml:3:10 wrong_type"],
            load.Problems.Select(problem => $"{problem.File}:{problem.Line}:{problem.Column} {problem.Code}"));
    }

    [Fact]
    public void Definitions_of_one_section_may_stand_in_several_files()
    {
        var load = CatalogLoader.LoadFiles(
        [
            ("b.yaml", "surfaces: { b: { channel: in_app } }"),
            ("a.yaml", "catalog: { name: test }\nsurfaces: { c: { channel: in_app }, a: { channel: email, max: 3 } }"),
        ]);

        Assert.Equal(["a", "b", "c"], load.Catalog!.Surfaces.Select(surface => surface.Id));
    }

    [Fact]
    public void A_duplicate_id_names_both_places()
    {
        var load = CatalogLoader.LoadFiles(
        [
            ("a.yaml", "catalog: { name: test }\nsurfaces:\n  home: { channel: in_app }\n"),
            ("b.yaml", "surfaces:\n  home: { channel: email }\n"),
        ]);

        var problem = Assert.Single(load.Problems);
        Assert.Equal("b.yaml:2:3: error duplicate_id: `home` in `surfaces` is already defined at a.yaml:3:3.\n    home: { channel: email }\n    ^^^^\n  hint: Rename or remove one of them.", problem.Render());
    }

    [Theory]
    [InlineData("stages: [{ id: a, of: user, when: 'true' }]")]
    [InlineData("catalog: { name: other }")]
    public void Sections_whose_order_matters_or_that_are_one_thing_stand_in_one_file(string section)
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", section), ("b.yaml", section), ("c.yaml", section.StartsWith('c') ? "" : "catalog: { name: test }")]);

        var problem = Assert.Single(load.Problems);
        Assert.Equal(("duplicate_section", "b.yaml", 1, 1), (problem.Code, problem.File, problem.Line, problem.Column));
        Assert.Contains("a.yaml:1:1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_without_a_name_is_refused() =>
        Assert.Equal("missing_section", Assert.Single(CatalogLoader.LoadFiles([("a.yaml", "surfaces: {}")]).Problems).Code);

    [Fact]
    public void What_an_unreadable_file_may_define_is_not_reported_as_unknown()
    {
        var load = CatalogLoader.LoadFiles(
        [
            ("a.yaml", "catalog: { name: test }\ncounters: { a: { of: user, counted: { event: bought }, window: 7 } }"),
            ("b.yaml", "events: { bought: {}\n"),
        ]);

        Assert.Equal(["wrong_type", "yaml_syntax"], load.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void A_reference_to_a_definition_that_is_itself_wrong_is_not_wrong_too()
    {
        var load = CatalogLoader.LoadFiles(
            [("a.yaml", "catalog: { name: test }\nevents: { bought: { touches: user } }\ncounters: { a: { of: user, counted: { event: bought }, window: 7d } }")]);

        Assert.Equal("wrong_type", Assert.Single(load.Problems).Code);
    }

    [Theory]
    [InlineData("surfaces: { home: { chanel: in_app, channel: in_app } }", "Did you mean `channel`?")]
    [InlineData("surfaces: { home: { colour: red, channel: in_app } }", "Known here: channel, description, max, perTag, quietHours.")]
    [InlineData("counters: { a: { of: user, counted: { event: fooo }, window: 7d } }", "Did you mean `foo`?")]
    [InlineData("events: { a: { properties: { maxLenght: 1 } } }", "Did you mean `maxLength`?")]
    [InlineData("stages: [{ id: a, of: user, when: true }]", "Put quotes around it to make it a text.")]
    [InlineData("caps: { a: { per: user, max: 1, window: 1 day } }", "How far back it looks: a length of time such as 30m, 6h, 7d or 2w.")]
    public void A_hint_says_what_to_do(string text, string hint)
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", "catalog: { name: test }\n" + text), ("b.yaml", "events: { foo: {} }")]);

        Assert.Equal(hint, Assert.Single(load.Problems).Hint);
    }

    [Fact]
    public void A_byte_order_mark_and_Windows_line_ends_change_nothing()
    {
        const string Text = "catalog:\n  name: test\nsurfaces:\n  home: { channel: in_app, max: 0 }\n";

        var plain = CatalogLoader.LoadFiles([("a.yaml", Text)]);
        var windows = CatalogLoader.LoadFiles([("a.yaml", "\ufeff" + Text.Replace("\n", "\r\n", StringComparison.Ordinal))]);

        Assert.Equal(plain.Problems, windows.Problems);
        Assert.Equal((4, 33), (windows.Problems[0].Line, windows.Problems[0].Column));
    }
}

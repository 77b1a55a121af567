namespace Personalization.Authoring.Tests;

public class ConditionTests
{
    private const string Header = """
        catalog: { name: test }
        traits: { role: { of: user, type: string } }
        surfaces: { home: { channel: in_app } }

        """;

    [Theory]
    [InlineData("actions:\n  a:\n    audience: user.version > 1 && user.▶rol == 'x'\n")]
    [InlineData("actions:\n  a:\n    audience: 'user.role == ''x'' && user.▶rol == ''x'''\n")]
    [InlineData("actions:\n  a:\n    audience: \"user.role == \\\"x\\\" && user.▶rol == \\\"x\\\"\"\n")]
    [InlineData("actions:\n  a:\n    audience: |\n      user.role == 'x'\n      && user.▶rol == 'x'\n")]
    [InlineData("actions:\n  a:\n    audience: >-\n      user.role == 'x'\n      && user.▶rol == 'x'\n")]
    [InlineData("actions:\n  a:\n    audience: user.role == 'x'\n      && user.▶rol == 'x'\n")]
    [InlineData("flags:\n  a: { variants: { on: true }, default: on, rules: [{ when: user.version > 1 && user.▶rol == 'x', variant: on }] }\n")]
    [InlineData("stages:\n  - { id: a, of: user, when: user.version > 1 && user.▶rol == 'x' }\n")]
    public void A_mistake_in_a_condition_is_reported_where_it_is_written(string marked)
    {
        var source = Marked.Parse(marked);
        var text = source.Text.StartsWith("actions", StringComparison.Ordinal)
            ? source.Text + "    kind: card\n    surfaces: [home]\n    content: { en: { title: a } }\n    why: { en: a }\n"
            : source.Text;

        var load = CatalogLoader.LoadFiles([("a.yaml", Header), ("b.yaml", text)]);

        var problem = Assert.Single(load.Problems);
        Assert.Equal(("bad_expression", source.Line, source.Column), (problem.Code, problem.Line, problem.Column));
        Assert.Contains("did you mean `role`?", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content: { en: { title: 'Hello ${user.▶rol}' } }, why: { en: a }")]
    [InlineData("content: { en: { title: a, body: \"You are \\\"${user.role}\\\" and ${user.▶rol}\" } }, why: { en: a }")]
    [InlineData("content: { en: { title: a } }, why: { en: 'You are ${user.role}, ${user.▶rol}.' }")]
    public void A_mistake_in_a_placeholder_is_reported_where_it_is_written(string marked)
    {
        var source = Marked.Parse("actions: { a: { audience: 'true', kind: card, surfaces: [home], " + marked + " } }");

        var load = CatalogLoader.LoadFiles([("a.yaml", Header), ("b.yaml", source.Text)]);

        var problem = Assert.Single(load.Problems);
        Assert.Equal(("bad_expression", source.Line, source.Column), (problem.Code, problem.Line, problem.Column));
        Assert.Contains("did you mean `role`?", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("segments: { a: { of: user, when: user.version > 1 && user.▶rol == 'x' } }")]
    [InlineData("segments: { b: { of: user, when: user.segments.a }, a: { of: user, when: ▶user.segments.b } }")]
    public void A_mistake_in_a_segment_is_reported_where_it_is_written(string marked)
    {
        var source = Marked.Parse(marked);

        var load = CatalogLoader.LoadFiles([("a.yaml", Header), ("b.yaml", source.Text)]);

        Assert.Contains(("bad_expression", source.Line, source.Column), load.Problems.Select(problem => (problem.Code, problem.Line, problem.Column)));
    }

    [Theory]
    [InlineData("user.plan == ▶'fre'")]
    [InlineData("user.known && 'pro' != user.plan && ▶'x' == user.traits.plan")]
    [InlineData("user.plan in ['pro', ▶'fre']")]
    [InlineData("(user.plan == ▶'fre' ? 1 : 2) == 1")]
    [InlineData("user.stage == ▶'stale'")]
    public void A_comparison_with_what_never_comes_is_reported_at_the_value(string condition)
    {
        const string Text = "traits: { plan: { of: user, type: string, enum: [free, pro] } }\nstages: [{ id: idle, of: user, when: user.plan == '' }]\n";
        var source = Marked.Parse(Text + "segments: { a: { of: user, when: \"" + condition + "\" } }");

        var load = CatalogLoader.LoadFiles([("a.yaml", Header), ("b.yaml", source.Text)]);

        var problem = Assert.Single(load.Problems);
        Assert.Equal(("value_not_allowed", source.Line, source.Column), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void A_problem_of_a_condition_is_shown_with_carets_below_what_is_meant()
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", Header), ("b.yaml", "segments:\n  a:\n    of: user\n    when: >-\n      user.known\n      && user.rol == 'x'\n")]);

        Assert.Equal(
            "b.yaml:6:15: error bad_expression: unknown field `user.rol`; did you mean `role`?\n        && user.rol == 'x'\n                ^^^",
            Assert.Single(load.Problems).Render());
    }

    [Fact]
    public void A_placeholder_without_an_end_is_reported_where_it_begins()
    {
        const string Text = "actions:\n  a:\n    audience: 'true'\n    kind: card\n    surfaces: [home]\n    why: { en: a }\n    content:\n      en:\n        title: >-\n          Hello\n          ▶${user.role\n";
        var source = Marked.Parse(Text);

        var load = CatalogLoader.LoadFiles([("a.yaml", Header), ("b.yaml", source.Text)]);

        var problem = Assert.Single(load.Problems);
        Assert.Equal(("bad_expression", source.Line, source.Column), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void A_mistake_in_a_condition_is_drawn_below_its_line()
    {
        var load = CatalogLoader.LoadFiles([("a.yaml", Header + "stages: [{ id: a, of: user, when: user.rol == 'x' }]\n")]);

        Assert.Equal(
            "a.yaml:4:40: error bad_expression: unknown field `user.rol`; did you mean `role`?\n  stages: [{ id: a, of: user, when: user.rol == 'x' }]\n                                         ^^^",
            Assert.Single(load.Problems).Render());
    }

    [Fact]
    public void Conditions_are_not_judged_by_a_catalog_that_is_not_whole()
    {
        var load = CatalogLoader.LoadFiles(
        [
            ("a.yaml", "catalog: { name: test }\ntraits: { role: { of: user, type: text } }\nstages: [{ id: a, of: user, when: user.role == 'x' }]\n"),
        ]);

        Assert.Equal("not_allowed", Assert.Single(load.Problems).Code);
    }

    [Fact]
    public void Conditions_are_judged_although_an_action_is_broken()
    {
        var load = CatalogLoader.LoadFiles(
            [("a.yaml", "catalog: { name: test }\nactions: { a: {} }\nstages: [{ id: a, of: user, when: user.rol == 'x' }]\n")]);

        Assert.Contains("bad_expression", load.Problems.Select(problem => problem.Code));
    }
}

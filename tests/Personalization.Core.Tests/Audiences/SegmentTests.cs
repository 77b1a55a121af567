using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Tests.Audiences;

public class SegmentTests
{
    [Fact]
    public void A_segment_reads_as_a_bool_and_may_read_segments_of_both_sides_in_any_order()
    {
        var catalog = With(
            User("keen", "user.segments.insider && account.segments.big"),
            User("insider", "user.role == 'admin'"),
            Account("big", "account.segments.paying && account.meters.runs.used > 40.0"),
            Account("paying", "account.stage == 'paying'"));
        Assert.True(Product.Holds(catalog, "user.segments.keen && account.segments['big']"));
        Assert.False(Product.Holds(catalog with { Segments = catalog.Segments.SetItem(1, User("insider", "user.role == 'member'")) }, "user.segments.keen"));
    }

    [Theory]
    [InlineData("a", "user.segments.a", "the segment depends on itself: a → a", "user.segments.a")]
    [InlineData("a", "user.known && (user.segments.b || false)", "the segment depends on itself: a → b → a", "user.segments.b")]
    [InlineData("a", "user.segments['c'] || user.segments.b", "the segment depends on itself: a → b → a", "user.segments.b")]
    [InlineData("a", "user.segments.bb", "unknown field `user.segments.bb`; did you mean `b`?", "bb")]
    [InlineData("a", "account.segments.b", "unknown field `account.segments.b`", "b")]
    [InlineData("a", "request.path == '/'", "a segment of users depends on `user`, `account` and `now` only, not on `request`", "request")]
    [InlineData("a", "flags.x", "a segment of users depends on `user`, `account` and `now` only, not on `flags`", "flags")]
    [InlineData("acc", "user.known", "a segment of accounts is the same for all their users: it depends on `account` and `now` only, not on `user`", "user")]
    public void What_a_segment_may_not_read_is_a_problem_at_its_place(string id, string when, string message, string place)
    {
        var catalog = With(User("a", "true"), User("b", "user.segments.a"), User("c", "true"), Account("acc", "true"));
        var slot = catalog.Segments.Select(segment => segment.Id).ToList().IndexOf(id);
        catalog = catalog with { Segments = catalog.Segments.SetItem(slot, catalog.Segments[slot] with { When = when }) };

        var problem = new AudienceCompiler(catalog).SegmentProblems.Single(one => one.SegmentSlot == slot).Problem;

        Assert.Equal((message, place), (problem.Message, problem.Span.Of(when)));
    }

    [Fact]
    public void Who_only_reads_a_cycle_is_not_blamed_for_it_and_the_cycle_never_holds()
    {
        var catalog = With(User("a", "!user.segments.b"), User("b", "user.segments.a"), User("outside", "!user.segments.a"));
        var compiler = new AudienceCompiler(catalog);
        Assert.Equal([0, 1], compiler.SegmentProblems.Select(one => one.SegmentSlot));
        Assert.True(compiler.Segments.Holds(2, Product.Somebody));
        Assert.False(compiler.Segments.Holds(0, Product.Somebody));
    }

    [Fact]
    public void Neither_stages_nor_segments_see_what_the_request_says()
    {
        var catalog = With(User("german", "user.locale == 'de'")) with { Stages = [new("german", SubjectSide.User, "user.locale == 'de'")] };
        Assert.True(Product.Holds(catalog, "user.locale == 'de' && !user.segments.german && user.stage == ''"));
    }

    [Fact]
    public void Segments_nest_only_so_deep()
    {
        var chain = Enumerable.Range(0, Limits.SegmentDepthMax + 1).Select(at => User("s" + at, at == 0 ? "true" : $"user.segments.s{at - 1}")).ToArray();
        var (slot, problem) = Assert.Single(new AudienceCompiler(With(chain)).SegmentProblems);
        Assert.Equal((Limits.SegmentDepthMax, $"segments read each other at most {Limits.SegmentDepthMax} deep"), (slot, problem.Message));
        Assert.Empty(new AudienceCompiler(With(chain[..^1])).SegmentProblems);
    }

    [Fact]
    public void Segments_that_ask_for_twice_as_many_with_every_level_are_refused()
    {
        var tree = Enumerable.Range(0, 12).Select(at => User("s" + at, at == 0 ? "true" : $"user.segments.s{at - 1} || user.segments.s{at - 1}")).ToArray();
        var problem = new AudienceCompiler(With(tree)).SegmentProblems[0];
        Assert.Equal((7, "with those that they read, this asks for 255 segments; 200 are the most"), (problem.SegmentSlot, problem.Problem.Message));
    }

    [Fact]
    public void A_stage_cannot_read_segments()
    {
        var catalog = With(User("a", "true")) with { Stages = [new("x", SubjectSide.User, "user.segments.a")] };
        Assert.Equal("a stage cannot depend on `user.segments`, which may depend on the stage; write the condition out", Assert.Single(new AudienceCompiler(catalog).StageProblems).Problem.Message);
    }

    private static Catalog With(params SegmentDefinition[] segments) => Product.Catalog with { Segments = [.. segments] };

    private static SegmentDefinition User(string id, string when) => new(id, SubjectSide.User, when, "");

    private static SegmentDefinition Account(string id, string when) => new(id, SubjectSide.Account, when, "");
}

using System.Collections.Immutable;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Audiences;

public class FlagTests
{
    private static readonly FlagDefinition Editor = new()
    {
        Id = "editor",
        Variants = Variants(("new", Value.String("v2")), ("old", Value.String("v1")), ("lab", Value.String("v3"))),
        Default = "old",
        Rules = [new("user.role == 'member'", "lab"), new("user.segments.insider && request.channel == 'in_app'", "new"), new("true", "lab")],
    };

    private static readonly FlagDefinition Fast = new()
    {
        Id = "fast.search",
        Variants = Variants(("on", Value.Bool(true)), ("off", Value.Bool(false))),
        Default = "off",
    };

    private static readonly FlagDefinition Share = Fast with { Id = "share", Variants = Variants(("on", Value.Double(0.5)), ("off", Value.Double(0))), IsDisabled = true, Default = "on", Rules = [new("true", "off")] };

    private static readonly FlagDefinition Limit = Fast with { Id = "limit", Variants = Variants(("on", Value.Int(5)), ("off", Value.Int(3))) };

    private static readonly FlagDefinition Layout = Fast with
    {
        Id = "layout",
        Variants = Variants(("off", Value.Map(new ValueMap([new(Value.String("rows"), Value.Int(2))])))),
    };

    [Fact]
    public void The_first_rule_that_holds_gives_the_variant()
    {
        var flags = new AudienceCompiler(With(Editor)).Flags;
        Assert.Equal(new FlagEvaluation(Value.String("v2"), "new", FlagReasons.Rule, 1), flags.Evaluate("editor", Product.Somebody));
        Assert.Equal(new FlagEvaluation(Value.String("v3"), "lab", FlagReasons.Rule, 2), flags.Evaluate("editor", Product.Nobody));
    }

    [Fact]
    public void Where_no_rule_holds_the_default_is_given_and_an_unknown_flag_is_null()
    {
        var flags = new AudienceCompiler(With(Fast)).Flags;
        Assert.Equal(new FlagEvaluation(Value.Bool(false), "off", FlagReasons.Default, null), flags.Evaluate("fast.search", Product.Somebody));
        Assert.Null(flags.Evaluate("fast", Product.Somebody));
    }

    [Fact]
    public void A_flag_that_is_off_asks_no_rule() => Assert.Equal(
        new FlagEvaluation(Value.Double(0.5), "on", FlagReasons.Disabled, null),
        new AudienceCompiler(With(Share)).Flags.Evaluate(0, Product.Somebody));

    [Theory]
    [InlineData("flags.editor == 'v2' && flags.editor.startsWith('v')")]
    [InlineData("!flags['fast.search']")]
    [InlineData("flags.share == 0.5 && flags.limit + 1 == 4")]
    [InlineData("flags.layout.rows == 2")]
    public void A_flag_reads_as_its_value(string source) => Assert.True(Product.Holds(With(Editor, Fast, Share, Limit, Layout), source));

    [Theory]
    [InlineData("flags['fast.search']", "a rule depends on `user`, `account`, `request` and `now` only, not on `flags`")]
    [InlineData("user.rol == 'x'", "unknown field `user.rol`; did you mean `role`?")]
    [InlineData("user.role", "the expression must give a bool, but this gives a string")]
    public void What_is_wrong_with_a_rule_is_told_by_flag_and_rule(string when, string message)
    {
        var broken = Editor with { Rules = Editor.Rules.SetItem(1, new(when, "new")) };
        var compiler = new AudienceCompiler(With(Fast, broken));
        var (slot, rule, problem) = Assert.Single(compiler.FlagProblems);
        Assert.Equal((1, 1, message), (slot, rule, problem.Message));
        Assert.Equal(2, compiler.Flags.Evaluate("editor", Product.Somebody)!.Rule);
    }

    [Fact]
    public void Variants_that_nobody_declared_are_null_and_break_nothing()
    {
        var broken = Fast with { Default = "gone", Rules = [new("user.role == 'member'", "lost")] };
        var catalog = With(broken);
        Assert.Equal(Value.Null, new AudienceCompiler(catalog).Flags.Evaluate(0, Product.Somebody).Value);
        Assert.True(Product.Holds(catalog, "flags['fast.search'] == null"));
    }

    [Fact]
    public void Evaluating_a_flag_allocates_nothing()
    {
        var flags = new AudienceCompiler(With(Editor)).Flags;
        var context = Product.Somebody;
        for (var warm = 0; warm < 100; warm++)
        {
            flags.Evaluate("editor", context);
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var run = 0; run < 1000; run++)
            {
                flags.Evaluate("editor", context);
            }
        }));
    }

    private static Catalog With(params FlagDefinition[] flags) =>
        Product.Catalog with { Flags = [.. flags], Segments = [new("insider", SubjectSide.User, "user.role == 'admin'", "")] };

    private static ImmutableSortedDictionary<string, Value> Variants(params (string Name, Value Value)[] variants) =>
        variants.ToImmutableSortedDictionary(variant => variant.Name, variant => variant.Value, StringComparer.Ordinal);
}

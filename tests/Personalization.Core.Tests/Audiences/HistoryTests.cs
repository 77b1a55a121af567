using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Tests.Audiences;

public class HistoryTests
{
    private static readonly Instant Now = Product.Now;

    private static readonly Event[] Events =
    [
        Used("1", 100, "gantt", 2.5), Used("2", 30, "board", 1), Used("3", 20, "gantt", 0.25), Used("4", 2, "gantt", 4),
        new Tracked { Id = "5", Time = Now - TimeSpan.FromHours(24), ReceivedAt = Now, Name = "failed", Properties = ValueMap.Empty },
    ];

    [Theory]
    [InlineData("user.did('failed')", true)]
    [InlineData("user.did('paused')", false)]
    [InlineData("user.did('failed', duration('86400001ms'))", true)]
    [InlineData("user.did('failed', duration('24h'))", false)]
    [InlineData("user.did('used', {'feature': 'board'}, duration('24h'))", false)]
    [InlineData("user.did('used', {'feature': 'gantt'}, duration('3h'))", true)]
    [InlineData("user.since('used') == duration('2h') && user.since('used', {'feature': 'board'}) == duration('30h')", true)]
    [InlineData("user.since('paused') == now - timestamp(0)", true)]
    [InlineData("user.times('used') == 4 && user.times('paused') == 0", true)]
    [InlineData("user.times('used', duration('48h')) == 3", true)]
    [InlineData("user.times('used', {'feature': 'gantt'}) == 3 && user.times('used', {'feature': 'gantt'}, duration('48h')) == 2", true)]
    [InlineData("user.sum('used', 'spent') == 7.75 && user.sum('used', 'spent', duration('48h')) == 5.25", true)]
    [InlineData("user.sum('used', {'feature': 'gantt', 'beta': false}, 'spent') == 0.0", true)]
    [InlineData("user.sum('used', {'feature': 'gantt'}, 'spent', duration('720h')) == 6.75", true)]
    [InlineData("user.distinct('used', 'feature') == 2 && user.distinct('used', 'feature', duration('24h')) == 1", true)]
    [InlineData("user.distinct('used', {'feature': 'board'}, 'spent', duration('24h')) == 0", true)]
    [InlineData("account.did('used') || account.times('used', duration('24h')) > 0", false)]
    [InlineData("[1, 2].exists(n, user.times('used', duration('48h')) > n)", true)]
    public void History_answers_what_happened(string source, bool holds) => Assert.Equal(holds, Compile(source).Matches(Context(source)));

    [Theory]
    [InlineData("user.did('faild')", "'faild'", "there is no event `faild`; did you mean `failed`?")]
    [InlineData("user.did('billed')", "'billed'", "the event `billed` never enters the stream of the user; ask the `account`, or add `user` to what the event `touches`")]
    [InlineData("account.did('failed')", "'failed'", "the event `failed` never enters the stream of the account; ask the `user`, or add `account` to what the event `touches`")]
    [InlineData("user.did('used', {'featur': 'gantt'})", "{'featur': 'gantt'}", "the contract of `used` declares no property `featur`; did you mean `feature`?")]
    [InlineData("user.did('used', {'feature': 'chart'})", "{'feature': 'chart'}", "the contract of `used` never lets this value of `feature` through: Must be one of `gantt`, `board`.")]
    [InlineData("user.did('used', {'feature': 1.5})", "{'feature': 1.5}", "behind the event stand names of properties, each with a bool, an int or a text: {\"feature\": \"gantt\"}")]
    [InlineData("user.did('used', {1: 'gantt'})", "{1: 'gantt'}", "behind the event stand names of properties, each with a bool, an int or a text: {\"feature\": \"gantt\"}")]
    [InlineData("user.sum('used', 'spend') > 1.0", "'spend'", "the contract of `used` declares no property `spend`; did you mean `spent`?")]
    [InlineData("user.sum('used', 'feature') > 1.0", "'feature'", "the contract of `used` does not declare `feature` as a number")]
    [InlineData("user.distinct('used', 'list') > 1", "'list'", "the contract of `used` does not declare `list` as a bool, a number or a text")]
    [InlineData("user.times('used', duration('0s')) > 1", "duration('0s')", "a window is longer than nothing and at most 3653 days (87672h); without one the whole history is meant")]
    [InlineData("user.times('used', duration('-1h')) > 1", "duration('-1h')", "a window is longer than nothing and at most 3653 days (87672h); without one the whole history is meant")]
    [InlineData("user.times('used', duration('87673h')) > 1", "duration('87673h')", "a window is longer than nothing and at most 3653 days (87672h); without one the whole history is meant")]
    [InlineData("user.times('used', now - user.lastSeen) > 1", "now - user.lastSeen", "the arguments of `times` are written out, such as \"name\" or duration(\"24h\")")]
    [InlineData("user.since('used', duration('1h')) > duration('1h')", "since", "`since` is called as `since(string)` or `since(string, map(dyn, dyn))`")]
    [InlineData("user.did", "did", "`user.did` is a function; write `user.did(…)`")]
    public void What_a_question_names_is_checked_when_it_is_compiled(string source, string place, string message)
    {
        var (_, problem) = Assert.Single(new AudienceCompiler(With(source)).SegmentProblems);
        Assert.Equal((place, message), (problem.Span.Of(source), problem.Message));
    }

    [Fact]
    public void A_question_that_no_expression_of_the_catalog_asks_has_no_answer()
    {
        Assert.Null(new AudienceCompiler(With("true")).Compile("user.did('used')", out var problems));
        Assert.Equal("profiles keep the history that expressions of their catalog ask for, and none of them asks for this", Assert.Single(problems).Message);
    }

    [Fact]
    public void Questions_of_every_kind_allocate_nothing()
    {
        const string Source = """
            user.did("used", {"feature": "board"}, duration("1h")) || user.times("used", duration("48h")) > 3 || user.since("used") > duration("3h")
            || user.sum("used", "spent", duration("720h")) > 9.5 || user.distinct("used", "feature") > 2
            """;
        var audience = Compile(Source);
        var context = Context(Source);
        for (var warm = 0; warm < 100; warm++)
        {
            audience.Matches(context);
        }

        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var run = 0; run < 1000; run++)
            {
                audience.Matches(context);
            }
        }));
    }

    [Fact]
    public void Texts_can_ask_too()
    {
        var catalog = With("user.times('used') > 0");
        var template = new AudienceCompiler(catalog).CompileText("Used ${user.times(\"used\")} times", out _);
        var fills = new List<string>();
        Assert.Null(template!.Fill(Context("user.times('used') > 0"), fills));
        Assert.Equal("Used 4 times", template.Render([.. fills]));
    }

    private static Audience Compile(string source)
    {
        var audience = new AudienceCompiler(With(source)).Compile(source, out var problems);
        Assert.True(audience is not null, problems.IsEmpty ? "" : problems[0].Render(source));
        return audience;
    }

    private static AudienceContext Context(string source)
    {
        var plan = FoldPlan.Compile(With(source));
        var user = new Profile(plan, SubjectSide.User);
        foreach (var one in Events)
        {
            Evolve.Apply(plan, user, user.Version + 1, one);
        }

        return new AudienceContext(user, null, null, RequestContext.None, Now);
    }

    private static Catalog With(string source) => Product.Catalog with
    {
        Events =
        [
            new("used", SubjectSide.User | SubjectSide.Account, Contract(), ""),
            new("failed", SubjectSide.User, ContractSchema.Anything, ""),
            new("paused", SubjectSide.User, ContractSchema.Anything, ""),
            new("billed", SubjectSide.Account, ContractSchema.Anything, ""),
        ],
        Segments = [new("asking", source.StartsWith("account", StringComparison.Ordinal) ? SubjectSide.Account : SubjectSide.User, source, "")],
    };

    private static ContractSchema Contract() => ContractSchema.Compile(
        Map(("properties", Map(
            ("feature", Map(("type", Value.String("string")), ("enum", Value.List([Value.String("gantt"), Value.String("board")])))),
            ("spent", Map(("type", Value.String("number")))),
            ("beta", Map(("type", Value.String("boolean")))),
            ("list", Map(("type", Value.String("array"))))))),
        [])!;

    private static Tracked Used(string id, int hoursAgo, string feature, double spent) => new()
    {
        Id = id,
        Time = Now - TimeSpan.FromHours(hoursAgo),
        ReceivedAt = Now,
        Name = "used",
        Properties = Map(("feature", Value.String(feature)), ("spent", Value.Number(spent))).AsMap,
    };

    private static Value Map(params (string Name, Value Value)[] entries) =>
        Value.Map(new ValueMap([.. entries.Select(entry => KeyValuePair.Create(Value.String(entry.Name), entry.Value))]));
}

using System.Collections.Immutable;
using Personalization.Core.Audiences;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Tests.Decisions;

public sealed class DigestGateTests
{
    /// <summary>A Wednesday, 23:30 in the east.</summary>
    private static readonly Instant Late = new(1_772_649_000_000);
    private static readonly Catalog Model = Make();
    private static readonly DecisionPlan Plan = DecisionPlan.Compile(Model);
    private readonly Profile user = new(FoldPlan.Compile(Model), SubjectSide.User);

    [Fact]
    public void Each_piece_comes_on_its_own_where_nothing_is_said()
    {
        Serve("news.one", Late);

        Assert.Equal(["news.one", "news.two", "part.one"], Chosen("letter", Late));
    }

    [Fact]
    public void What_is_daily_comes_together_and_then_not_before_the_next_day_on_the_persons_wall()
    {
        Say("news", "daily");
        Assert.Equal(["news.one", "news.two", "part.one"], Chosen("letter", Late));
        Serve("news.one", Late);

        Assert.Equal([], Chosen("letter", Late + TimeSpan.FromMinutes(29)));
        Assert.Equal(["news.one", "news.two", "part.one"], Chosen("letter", Late + TimeSpan.FromMinutes(30)));
        Assert.Equal(
            $"topic news comes daily on email, said at {Late}, last at {Late}, next at {Late + TimeSpan.FromMinutes(30)}",
            Reason("letter", Late, "news.two", "digest_not_due"));
    }

    [Fact]
    public void What_is_weekly_does_not_come_before_Monday()
    {
        Say("news", "weekly");
        Serve("news.one", Late);
        var monday = Late + TimeSpan.FromMinutes(30) + TimeSpan.FromDays(4);

        Assert.Equal([], Chosen("letter", monday - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(3, Chosen("letter", monday).Length);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("as_it_comes")]
    public void Other_frequencies_leave_nothing_out(string frequency)
    {
        Say("news", frequency);
        Serve("news.one", Late);

        Assert.Equal(3, Chosen("letter", Late).Length);
    }

    [Fact]
    public void Each_channel_has_its_own()
    {
        Say("news", "weekly");
        Serve("news.one", Late, "wall");

        Assert.Equal(3, Chosen("letter", Late).Length);
    }

    [Fact]
    public void A_part_of_which_something_is_said_has_its_own()
    {
        Say("news", "weekly");
        Say("part", "as_it_comes");
        Serve("part.one", Late);
        Assert.Equal(["news.one", "news.two", "part.one"], Chosen("letter", Late));
        Serve("news.one", Late);

        Assert.Equal(["part.one"], Chosen("letter", Late));
    }

    [Fact]
    public void A_part_of_which_nothing_is_said_takes_the_place_of_its_topic()
    {
        Say("news", "weekly");
        Serve("part.one", Late);

        Assert.Equal([], Chosen("letter", Late));
    }

    [Fact]
    public void What_is_put_off_counts_when_it_is_delivered()
    {
        Say("news", "daily");
        Serve("news.one", Late, deliverAt: Late + TimeSpan.FromHours(12));

        Assert.Equal([], Chosen("letter", Late + TimeSpan.FromHours(1)));
        Assert.Equal(3, Chosen("letter", Late + TimeSpan.FromMinutes(30) + TimeSpan.FromDays(1)).Length);
    }

    [Fact]
    public void What_one_decision_would_deliver_at_another_time_is_not_together()
    {
        Say("news", "weekly");

        Assert.Equal(["news.one", "news.two"], Chosen("slow", Late));
        Assert.Contains($"last at {Late}, next at", Reason("slow", Late, "best.one", "digest_not_due"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_critical_comes_all_the_same_and_takes_nobodys_place()
    {
        Say("news", "weekly");
        Serve("must.know", Late);
        Assert.Contains("must.know", Chosen("bell", Late));
        Assert.Equal(3, Chosen("letter", Late).Length);
        Serve("news.one", Late);

        Assert.Equal(["must.know"], Chosen("bell", Late));
    }

    [Fact]
    public void What_was_served_on_a_surface_that_is_gone_counts_for_no_channel()
    {
        Say("news", "weekly");
        Serve("news.one", Late, "gone");

        Assert.Equal(3, Chosen("letter", Late).Length);
    }

    private static Catalog Make() => new()
    {
        Name = "digests",
        Hash = new CatalogHash(new string('0', 64)),
        TimeZones = new TimeZoneTable("test", new Dictionary<string, TimeZoneRules> { ["East"] = TimeZoneRules.Fixed(5 * 3600) }, ImmutableDictionary<string, string>.Empty),
        TimeZone = "East",
        Topics = [new("news"), new("part") { ParentSlot = 0 }],
        Surfaces = [new("bell", "email", 5), new("letter", "email", 5), new("slow", "email", 5) { DefersDelivery = true }, new("wall", "in_app", 5)],
        Actions =
        [
            Action("best.one", 0, "slow") with { BestTime = new BestTime(Weekdays.Thursday, new TimeOnly(12, 0), new TimeOnly(13, 0)) },
            Action("must.know", 0, "bell") with { IsCritical = true },
            Action("news.one", 0, "letter", "wall", "slow", "bell") with { Priority = 2 },
            Action("news.two", 0, "letter", "wall", "slow") with { Priority = 1 },
            Action("part.one", 1, "letter"),
        ],
    };

    private static ActionDefinition Action(string id, int topic, params string[] surfaces) => new()
    {
        Id = id, Kind = "card", Surfaces = [.. surfaces], Audience = "true", TopicSlot = topic,
        Content = new(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty.Add("en", ImmutableSortedDictionary<string, string>.Empty)),
        Why = ImmutableSortedDictionary<string, string>.Empty,
    };

    private void Say(string topic, string frequency) => Fold(new Preferred
    {
        Id = $"p{user.Version}", Time = Late, ReceivedAt = Late, Digest = new([new(Value.String(topic), Value.String(frequency))]),
    });

    private void Serve(string action, Instant at, string surface = "letter", Instant? deliverAt = null) => Fold(new Served
    {
        Id = $"s{user.Version}", Time = at, ReceivedAt = at, Surface = surface, CatalogHash = "0", Actions = [new ServedAction(action, "default") { DeliverAt = deliverAt }],
    });

    private void Fold(Event one) => Evolve.Apply(user.Plan, user, user.Version + 1, one);

    private string[] Chosen(string surface, Instant now) => [.. Decide(surface, now).Actions.Select(one => one.Id)];

    private string Reason(string surface, Instant now, string action, string code) => Assert.Single(Decide(surface, now).Rejected, one => one.Id == action && one.Code == code).Detail;

    private Decision Decide(string surface, Instant now)
    {
        Assert.True(Plan.TryGetSurface(surface, out var plan));
        var inputs = new DecisionInputs(new SubjectKey(new TenantId("acme/production"), SubjectKind.User, "u1"), user, null, null, RequestContext.None, null, now, []);
        var chosen = new int[SurfaceDefinition.ActionsMaxLimit];
        return DecisionEngine.Answer(Plan, plan, inputs, chosen.AsSpan(0, DecisionEngine.Choose(plan, inputs, chosen)), default, explain: true);
    }
}

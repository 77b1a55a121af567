using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Decisions;

public sealed class PreferenceGateTests
{
    private const string Tip = "capped.7";
    private static readonly Instant Noon = Office.Noon, Tonight = Office.Noon + TimeSpan.FromHours(9);

    [Fact]
    public void What_is_of_a_topic_that_is_off_for_the_channel_is_left_out_and_everything_else_comes()
    {
        var office = Make();
        Assert.DoesNotContain(Decide(office).Rejected, one => one.Code == "topic_off");

        office.Prefer(Said("p1") with { Topics = Off("tips/in_app") });
        var rejected = Assert.Single(Decide(office).Rejected, one => one.Code == "topic_off");
        Assert.Equal((Tip, "preferences", $"topic tips is off for in_app, said at {Noon}"), (rejected.Id, rejected.Stage, rejected.Detail));
    }

    [Fact]
    public void A_topic_that_is_off_for_another_channel_is_on_here()
    {
        var office = Make();
        office.Prefer(Said("p1") with { Topics = Off("tips/email") });

        Assert.DoesNotContain(Decide(office).Rejected, one => one.Code == "topic_off");
    }

    [Fact]
    public void A_topic_may_be_off_until_somebody_turns_it_on()
    {
        var office = Make(isOn: false);

        Assert.Equal("topic tips is off for in_app, by default", Assert.Single(Decide(office).Rejected, one => one.Code == "topic_off").Detail);
    }

    [Fact]
    public void Who_snoozed_everything_gets_nothing_until_then()
    {
        var office = Make();
        office.Prefer(Said("p1") with { SnoozedUntil = Tonight });

        var decision = Decide(office);
        Assert.Empty(decision.Actions);
        Assert.Contains(decision.Rejected, one => one.Code == "snoozed_all" && one.Detail == $"everything snoozed until {Tonight}");
    }

    [Fact]
    public void A_rest_that_is_over_stops_nothing()
    {
        var office = Make();
        office.Prefer(Said("p1") with { SnoozedUntil = Noon });

        Assert.Equal(3, Decide(office).Actions.Length);
    }

    [Fact]
    public void What_is_critical_comes_past_all_of_it_and_says_so()
    {
        var office = Make(isCritical: true);
        office.Prefer(Said("p1") with { SnoozedUntil = Tonight, QuietHours = Around(Noon) });

        var action = Assert.Single(Decide(office).Actions);
        Assert.Equal(Tip, action.Id);
        Assert.Equal(
            [("critical", $"everything snoozed until {Tonight}"), ("critical", $"in quiet hours of the person, at {Noon}")],
            action.Reasons.Where(reason => reason.Code == "critical").Select(reason => (reason.Code, reason.Detail)));
    }

    [Fact]
    public void What_is_critical_comes_although_its_topic_is_off_and_says_so()
    {
        var office = Make(isCritical: true, isOn: false);

        Assert.Equal("topic tips is off for in_app, by default", Decide(office).Actions.Single(one => one.Id == Tip).Reasons[^1].Detail);
    }

    [Fact]
    public void What_is_critical_says_nothing_of_what_is_not_in_its_way() =>
        Assert.DoesNotContain(Decide(Make(isCritical: true)).Actions.SelectMany(one => one.Reasons), reason => reason.Code == "critical");

    [Fact]
    public void Where_nothing_is_put_off_nothing_comes_in_a_persons_own_quiet_hours()
    {
        var office = Make();
        office.Prefer(Said("p1") with { QuietHours = Around(Noon) });

        var decision = Decide(office);
        Assert.Empty(decision.Actions);
        Assert.Contains(decision.Rejected, one => (one.Stage, one.Code, one.Detail) == ("timing", "quiet_hours", $"quiet hours of the person, next at {Noon + TimeSpan.FromHours(1)}"));
    }

    [Fact]
    public void Where_things_are_put_off_they_come_when_a_persons_own_quiet_hours_are_over()
    {
        var office = Make(defers: true);
        office.Prefer(Said("p1") with { QuietHours = Around(Noon) });

        Assert.All(Decide(office).Actions, one => Assert.Equal(Noon + TimeSpan.FromHours(1), one.DeliverAt));
    }

    [Fact]
    public void Own_quiet_hours_are_by_the_clock_on_the_persons_wall()
    {
        var office = Make(change: catalog => catalog with
        {
            TimeZones = new TimeZoneTable("test", new Dictionary<string, TimeZoneRules> { ["Office/East"] = TimeZoneRules.Fixed(5 * 3600) }, ImmutableDictionary<string, string>.Empty),
        });
        office.Prefer(Said("p1") with { QuietHours = Around(Noon + TimeSpan.FromHours(5)), Context = new EventContext(TimeZone: "Office/East") });

        Assert.Empty(Decide(office).Actions);
    }

    [Fact]
    public void Quiet_hours_that_leave_no_moment_put_nothing_off_for_ever()
    {
        var office = Make(defers: true);
        office.Prefer(Said("p1") with { QuietHours = new([new WeeklyInterval(Weekdays.All, default, default)]) });

        Assert.Contains(Decide(office).Rejected, one => one.Detail == "quiet hours of the person, at no time soon");
    }

    private static Office Make(bool isCritical = false, bool isOn = true, bool defers = false, Func<Catalog, Catalog>? change = null) => new(capMax: 20, change: catalog =>
    {
        var made = catalog with
        {
            Topics = [new TopicDefinition("tips") { IsOnByDefault = isOn }],
            Surfaces = [new("desk", "in_app", 3) { DefersDelivery = defers }, new("letter", "email", 3)],
            Actions = [.. catalog.Actions.Select(action => action.Id == Tip ? action with { TopicSlot = 0, IsCritical = isCritical, Priority = 99 } : action)],
        };
        return change is null ? made : change(made);
    });

    private static Preferred Said(string id) => new() { Id = id, Time = Noon, ReceivedAt = Noon };

    private static ValueMap Off(string setting) => new([new(Value.String(setting), Value.Bool(false))]);

    /// <summary>From an hour before to an hour after, every day.</summary>
    private static PersonalQuietHours Around(Instant time)
    {
        var hour = TimeZoneRules.Utc.ToLocal(time).Hour;
        return new([new WeeklyInterval(Weekdays.All, new TimeOnly(hour - 1, 0), new TimeOnly(hour + 1, 0))]);
    }

    private static Decision Decide(Office office) =>
        DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(), office.Choose(), default, explain: true);
}

using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions;

public sealed class ConsentGateTests
{
    [Fact]
    public void Without_consent_by_default_only_critical_actions_are_decided()
    {
        var office = new Office(capMax: 20, change: catalog => catalog with
        {
            Purposes = [new PurposeDefinition("personalization", IsGrantedByDefault: false), .. PurposeDefinition.BuiltIn.Skip(1)],
            Actions = [.. catalog.Actions.Select(action => action with { IsCritical = action.Id == "capped.7" })],
        });
        var decision = DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(), office.Choose(), default, explain: true);
        Assert.Equal(["capped.7"], decision.Actions.Select(action => action.Id));
        Assert.All(decision.Rejected, one => Assert.Equal(("consent", "consent_denied"), (one.Stage, one.Code)));
        Assert.All(decision.Rejected, one => Assert.Equal("no consent to personalization, by default", one.Detail));
    }

    [Fact]
    public void What_is_critical_says_that_it_came_without_consent()
    {
        var office = new Office(capMax: 20, change: catalog => catalog with { Actions = [.. catalog.Actions.Select(action => action with { IsCritical = true })] });
        office.Say(("personalization", false));

        var reason = Decide(office).Actions[0].Reasons[^1];
        Assert.Equal(("critical", "no consent to personalization, said at 2026-03-01T12:00:00Z"), (reason.Code, reason.Detail));
    }

    [Fact]
    public void What_is_critical_says_nothing_of_consent_that_is_there()
    {
        var office = new Office(capMax: 20, change: catalog => catalog with { Actions = [.. catalog.Actions.Select(action => action with { IsCritical = true })] });

        Assert.DoesNotContain(Decide(office).Actions[0].Reasons, reason => reason.Code == "critical");
    }

    [Fact]
    public void Who_refuses_a_purpose_gets_nothing_that_is_for_it_and_everything_else()
    {
        var office = new Office(capMax: 20, change: catalog => catalog with
        {
            Actions = [.. catalog.Actions.Select(action => action with { PurposeSlot = action.Id == "capped.7" ? PurposeDefinition.MarketingSlot : 0 })],
        });
        Assert.DoesNotContain(Decide(office).Rejected, one => one.Code == "consent_denied");

        office.Say(("marketing", false));
        var rejected = Assert.Single(Decide(office).Rejected, one => one.Code == "consent_denied");
        Assert.Equal(("capped.7", "no consent to marketing, said at 2026-03-01T12:00:00Z"), (rejected.Id, rejected.Detail));
    }

    [Fact]
    public void Who_agrees_is_decided_for_whatever_the_default_is()
    {
        var office = new Office(capMax: 20, change: catalog => catalog with
        {
            Purposes = [new PurposeDefinition("personalization", IsGrantedByDefault: false), .. PurposeDefinition.BuiltIn.Skip(1)],
        });
        Assert.Empty(Decide(office).Actions);

        office.Say(("personalization", true));
        Assert.NotEmpty(Decide(office).Actions);
    }

    private static Decision Decide(Office office) =>
        DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(), office.Choose(), default, explain: true);
}

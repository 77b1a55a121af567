using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions;

public sealed class ConsentGateTests
{
    [Fact]
    public void Without_consent_by_default_only_critical_actions_are_decided()
    {
        var office = new Office(capMax: 20, change: catalog => catalog with
        {
            ConsentDefaults = catalog.ConsentDefaults.Add("personalization", false),
            Actions = [.. catalog.Actions.Select(action => action with { IsCritical = action.Id == "capped.7" })],
        });
        var decision = DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(), office.Choose(), default, explain: true);
        Assert.Equal(["capped.7"], decision.Actions.Select(action => action.Id));
        Assert.All(decision.Rejected, one => Assert.Equal(("consent", "consent_denied"), (one.Stage, one.Code)));
    }
}

using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions;

public sealed class DecisionEngineTests
{
    [Fact]
    public void Choosing_nothing_allocates_nothing()
    {
        var office = new Office();
        office.Serve();
        var chosen = new int[20];
        var inputs = office.Inputs();
        for (var warmUp = 0; warmUp < 100; warmUp++)
        {
            Assert.Equal(0, DecisionEngine.Choose(office.Surface, inputs, chosen));
        }

        var surface = office.Surface;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var at = 0; at < 1000; at++)
            {
                DecisionEngine.Choose(surface, inputs, chosen);
            }
        }));
    }

    [Fact]
    public void Actions_of_one_cap_that_are_chosen_together_count_together()
    {
        Assert.Single(new Office(capMax: 1).Choose());
        Assert.Equal(2, new Office(capMax: 2).Choose().Length);
        Assert.Equal(3, new Office(capMax: 20).Choose().Length);
    }

    [Fact]
    public void Explaining_does_not_change_what_is_chosen_and_leaves_no_candidate_out()
    {
        for (var capMax = 1; capMax <= 4; capMax++)
        {
            for (var max = 0; max <= 4; max++)
            {
                var office = new Office(capMax);
                var chosen = office.Choose(max);
                var id = new DecisionId(1, 1, IsPeek: true);
                var plain = DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(max), chosen, id, explain: false);
                var explained = DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(max), chosen, id, explain: true);
                Assert.Equal(plain.Actions, explained.Actions);
                Assert.Equal(plain.RejectedCount, explained.Rejected.Length);
                Assert.Equal(30, explained.Actions.Select(action => action.Id).Union(explained.Rejected.Select(one => one.Id)).Count());
            }
        }
    }

    [Fact]
    public void An_action_that_a_shared_cap_refused_is_not_chosen()
    {
        var office = new Office(capMax: 20);
        var inputs = office.Inputs();
        var refusing = new DecisionInputs(
            inputs.Subject, office.User, office.Account, "a1", inputs.Audience.Request, null, Office.Noon, [new("capped.0", "cap/once"), new("capped.1", "cap/once")]);
        var chosen = new int[20];
        var count = DecisionEngine.Choose(office.Surface, refusing, chosen);
        var decision = DecisionEngine.Answer(office.Plan, office.Surface, refusing, chosen.AsSpan(0, count), default, explain: false);
        Assert.Equal(["capped.2", "capped.3", "capped.4"], decision.Actions.Select(action => action.Id));
    }

    [Fact]
    public void A_text_that_cannot_be_made_is_told_as_it_was_written()
    {
        var texts = ImmutableSortedDictionary<string, string>.Empty.Add("title", "Back to ${ user.paths[0] }");
        var content = new LocalizedContent(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty.Add("en", texts));
        var office = new Office(change: catalog => catalog with { Actions = [catalog.Actions[^1] with { Content = content }] });
        var decision = DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(), office.Choose(), new DecisionId(1, 1, IsPeek: true), explain: true);
        Assert.Equal("${user.paths[0]}: index out of range", decision.Rejected.Single().Detail);
    }

    [Fact]
    public void The_effective_now_is_never_before_the_last_event()
    {
        var office = new Office();
        Assert.Equal(Office.Noon, DecisionInputs.EffectiveNow(Office.Noon - TimeSpan.FromDays(1), office.User));
        Assert.Equal(Office.Noon + TimeSpan.FromDays(1), DecisionInputs.EffectiveNow(Office.Noon + TimeSpan.FromDays(1), office.User));
    }
}

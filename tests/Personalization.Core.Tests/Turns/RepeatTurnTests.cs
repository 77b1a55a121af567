using Personalization.Core.Events;
using Personalization.Core.Tests.Decisions;
using Personalization.Core.Turns;

namespace Personalization.Core.Tests.Turns;

public sealed class RepeatTurnTests
{
    [Fact]
    public void A_catalog_with_fewer_actions_than_were_served_leaves_out_those_it_does_not_have()
    {
        var smaller = new Office(change: catalog => catalog with { Actions = catalog.Actions[..1] });
        var served = new Served
        {
            Id = "d1",
            Time = Office.Noon,
            ReceivedAt = Office.Noon,
            Surface = "desk",
            CatalogHash = "another",
            Actions = [new ServedAction("other.0", "default"), new ServedAction("calm.0", "default"), new ServedAction("gone", "default")],
        };

        var answer = RepeatTurn.Answer(smaller.Plan, served, version: 5);

        Assert.Equal(["other.0"], answer.Actions.Select(action => action.Id));
        Assert.Equal(("d1", "another", 4, 0), (answer.Id, answer.Catalog, answer.ProfileVersion, answer.RejectedCount));
    }
}

using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Profiles;
using Personalization.Core.Tests.Decisions;
using Personalization.Core.Turns;

namespace Personalization.Core.Tests.Turns;

public sealed class SharedLimitsTests
{
    [Fact]
    public void A_budget_that_can_pay_for_nobody_costs_twice_as_much_for_twice_as_many_candidates()
    {
        var few = Allocated(400);
        Assert.InRange(Allocated(800), few, 3 * few);
    }

    [Fact]
    public void Everybody_whom_an_empty_budget_refuses_is_explained()
    {
        var office = Poor(30);
        var decision = Peek(office, explain: true);
        Assert.Empty(decision.Actions);
        Assert.Equal(Enumerable.Repeat(ReasonCodes.BudgetSpent.Name, 30), decision.Rejected.Select(one => one.Code));
    }

    private static long Allocated(int candidates)
    {
        var office = Poor(candidates);
        return Allocations.Of(() => Peek(office, explain: false));
    }

    private static Decision Peek(Office office, bool explain)
    {
        var owners = new[] { new Profile(office.Folds, SubjectSide.Tenant) };
        return ServeTurn.Peek(office.Plan, office.Surface, office.Inputs(), 1, explain, owners) ?? throw new InvalidOperationException("The owners were given.");
    }

    private static Office Poor(int candidates) => new(change: catalog => catalog with
    {
        Budgets = [new("purse", 1, null, "")],
        Actions = [.. Enumerable.Range(0, candidates).Select(at => catalog.Actions[0] with { Id = $"dear.{at}", Audience = "true", Spends = [new ActionSpend(0, 2)] })],
    });
}

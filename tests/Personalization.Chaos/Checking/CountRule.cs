using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Chaos.Checking;

/// <summary>What decisions served and what their owners counted for it were one commit, so they agree: no count without its decision, and no decision without its count.</summary>
internal sealed class CountRule(Catalog catalog) : IRecordRule
{
    private readonly HashSet<(SubjectKey Owner, string Limit, string Decision)> served = [], counted = [];

    /// <inheritdoc/>
    public string Name => "counts";

    /// <inheritdoc/>
    public void See(in StoredEvent stored)
    {
        switch (stored.Event)
        {
            case Served decision:
                foreach (var chosen in decision.Actions)
                {
                    Expect(stored.Subject.Tenant, decision, catalog.Actions.Single(one => one.Id == chosen.Id));
                }

                break;
            case CapCounted cap:
                counted.Add((stored.Subject, cap.CapId, cap.DecisionId));
                break;
            case BudgetSpent budget:
                counted.Add((stored.Subject, budget.BudgetId, budget.DecisionId));
                break;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Violations() =>
        served.Except(counted).Select(one => $"{one.Owner} has no count of {one.Limit} for the served decision {one.Decision}.")
            .Concat(counted.Except(served).Select(one => $"{one.Owner} counts {one.Limit} for {one.Decision}, which nobody was served."));

    private void Expect(TenantId tenant, Served decision, ActionDefinition action)
    {
        foreach (var cap in action.CapSlots.Select(slot => catalog.Caps[slot]).Where(cap => cap.Per != SubjectSide.User))
        {
            var owner = cap.Per == SubjectSide.Account
                ? new SubjectKey(tenant, SubjectKind.Account, decision.AccountId ?? "")
                : new SubjectKey(tenant, SubjectKind.Shared, SharedLimit.OfCap(cap.Id));
            served.Add((owner, cap.Id, decision.Id));
        }

        foreach (var budget in action.Spends.Select(spend => catalog.Budgets[spend.BudgetSlot]))
        {
            served.Add((new SubjectKey(tenant, SubjectKind.Shared, SharedLimit.OfBudget(budget.Id)), budget.Id, decision.Id));
        }
    }
}

using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Journal;

namespace Personalization.Chaos.Checking;

/// <summary>No budget pays more than it has, counted by what was served. The harness's catalog is in UTC and has budgets of an hour or for good.</summary>
internal sealed class BudgetRule(Catalog catalog) : IRecordRule
{
    private const long HourMilliseconds = 3_600_000;
    private readonly Dictionary<(BudgetDefinition Budget, long Period), long> spent = [];

    /// <inheritdoc/>
    public string Name => "budgets";

    /// <inheritdoc/>
    public void See(in StoredEvent stored)
    {
        if (stored.Event is not Served decision)
        {
            return;
        }

        foreach (var spend in decision.Actions.SelectMany(chosen => catalog.Actions.Single(one => one.Id == chosen.Id).Spends))
        {
            var budget = catalog.Budgets[spend.BudgetSlot];
            var period = budget.Each == CalendarUnit.Hour ? decision.Time.UnixMilliseconds / HourMilliseconds : 0;
            spent[(budget, period)] = spent.GetValueOrDefault((budget, period)) + spend.AmountMillionths;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Violations() =>
        from one in spent
        where one.Value > one.Key.Budget.MaxMillionths
        select $"Budget {one.Key.Budget.Id} paid {one.Value / 1e6} of {one.Key.Budget.MaxMillionths / 1e6}.";
}

using Personalization.Core;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Finds actions that can never be served: too dear for a budget, or only good when it is quiet.</summary>
internal static class ServingCheck
{
    /// <summary>Checks all actions. A reference that leads nowhere, or to what is broken itself, is another check's business.</summary>
    public static void Check(Catalog catalog, CatalogScope scope)
    {
        var definitions = scope.Section(SectionNames.Actions).ToDictionary(definition => definition.Id, StringComparer.Ordinal);
        foreach (var action in catalog.Actions)
        {
            CheckSpends(catalog, action, definitions[action.Id], scope.Problems);
            CheckBestTime(catalog, action, definitions[action.Id], scope.Problems);
        }
    }

    private static void CheckSpends(Catalog catalog, ActionDefinition action, Definition definition, ProblemList problems)
    {
        foreach (var spend in action.Spends.Where(spend => spend.BudgetSlot >= 0))
        {
            var budget = catalog.Budgets[spend.BudgetSlot];
            if (budget.MaxMillionths == 0 || spend.AmountMillionths <= budget.MaxMillionths)
            {
                continue;
            }

            problems.Add(
                definition.Required("spends")[budget.Id]!.Place,
                "budget_too_small",
                $"The budget `{budget.Id}` is too small to serve `{action.Id}` even once.",
                "Raise the budget's `max`, or spend less.");
        }
    }

    private static void CheckBestTime(Catalog catalog, ActionDefinition action, Definition definition, ProblemList problems)
    {
        foreach (var surface in catalog.Surfaces.Where(surface => action.Surfaces.Contains(surface.Id) && surface.QuietHoursSlot >= 0))
        {
            var quiet = catalog.QuietHours[surface.QuietHoursSlot];

            // Without clock changes every week is the same, so that any week shows whether there is such a time.
            if (action.BestTime is { } best && best.Next(TimeZoneRules.Utc, new Instant(0), quiet.Hours) is null)
            {
                problems.Add(
                    definition.Required("bestTime").Place,
                    "never_best_time",
                    $"The best time lies wholly in the quiet hours `{quiet.Id}` of `{surface.Id}`, so that it is never delivered.");
            }
        }
    }
}

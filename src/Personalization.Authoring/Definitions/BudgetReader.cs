using System.Collections.Immutable;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads budgets.</summary>
internal static class BudgetReader
{
    /// <summary>Reads all of them.</summary>
    public static ImmutableArray<BudgetDefinition> Read(CatalogScope scope) =>
    [
        .. scope.Section(SectionNames.Budgets).Select(definition => new BudgetDefinition(
            definition.Id,
            Amounts.Read(definition.Required("max"), scope.Problems),
            CalendarUnits.Parse(definition.Node["each"]),
            definition.Text("unit"))),
    ];
}

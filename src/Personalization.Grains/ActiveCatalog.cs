using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Profiles;
using Personalization.Core.Turns;

namespace Personalization.Grains;

/// <summary>A catalog with what is compiled from it.</summary>
/// <param name="Catalog">The model.</param>
/// <param name="Folds">What it makes of events.</param>
/// <param name="Decisions">What it makes of profiles.</param>
/// <param name="Routes">Whose streams its events enter.</param>
public sealed record ActiveCatalog(Catalog Catalog, FoldPlan Folds, DecisionPlan Decisions, EventRoutes Routes)
{
    /// <summary>Compiles a checked catalog.</summary>
    public static ActiveCatalog Compile(Catalog catalog) =>
        new(catalog, FoldPlan.Compile(catalog), DecisionPlan.Compile(catalog), EventRoutes.Compile(catalog));
}

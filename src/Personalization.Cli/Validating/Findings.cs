using Personalization.Authoring;
using Personalization.Core.Catalogs;

namespace Personalization.Cli.Validating;

/// <summary>What came of validating a catalog.</summary>
/// <param name="Catalog">The catalog, or null where it does not load.</param>
/// <param name="Problems">Everything that was found: errors and warnings of the catalog, then the events that it would reject.</param>
/// <param name="Events">How many sample events were checked; null where none were asked for, or the catalog does not load.</param>
/// <param name="IsStrict">Whether warnings are as bad as errors.</param>
internal sealed record Findings(Catalog? Catalog, IReadOnlyList<CatalogProblem> Problems, long? Events, bool IsStrict)
{
    public int Errors => Problems.Count(problem => problem.Severity == CatalogSeverity.Error);

    public int Warnings => Problems.Count - Errors;

    public bool AreGood => Catalog is not null && Errors == 0 && (!IsStrict || Warnings == 0);
}

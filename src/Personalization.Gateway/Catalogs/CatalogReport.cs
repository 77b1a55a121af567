using Personalization.Authoring;
using Personalization.Core;
using Personalization.Core.Catalogs;

namespace Personalization.Gateway.Catalogs;

/// <summary>What came of checking or publishing a catalog: the catalog; or what is wrong with its files; or why it was not looked at or not kept.</summary>
/// <param name="Catalog">The catalog, where nothing is wrong.</param>
/// <param name="IsActive">Whether it is the active one now.</param>
/// <param name="Problems">What is wrong with the files.</param>
/// <param name="Problem">What is wrong with the call.</param>
internal sealed record CatalogReport(Catalog? Catalog, bool IsActive, IReadOnlyList<CatalogProblem> Problems, Problem? Problem)
{
    /// <summary>What can be loaded but is hardly meant.</summary>
    public IReadOnlyList<CatalogProblem> Warnings { get; init; } = [];

    /// <summary>The canonical form of the catalog, where nothing is wrong.</summary>
    public CatalogBundle? Bundle { get; init; }

    /// <summary>A refused call.</summary>
    public static CatalogReport Refused(Problem problem) => new(null, false, [], problem);
}

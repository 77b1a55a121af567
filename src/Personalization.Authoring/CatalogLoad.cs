using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring;

/// <summary>What came of loading a catalog: the catalog with its bundle, or problems; never both.</summary>
/// <param name="Catalog">The checked catalog, or null.</param>
/// <param name="Bundle">Its canonical form, or null.</param>
/// <param name="Problems">Everything that is wrong, in the order of files and lines; empty when it loaded.</param>
public sealed record CatalogLoad(Catalog? Catalog, CatalogBundle? Bundle, IReadOnlyList<CatalogProblem> Problems)
{
    /// <summary>What can be loaded but is hardly meant, in the same order; only where a <see cref="CatalogReview"/> asked for it and the catalog loaded.</summary>
    public IReadOnlyList<CatalogProblem> Warnings { get; init; } = [];

    /// <summary>Whether there is a catalog.</summary>
    [MemberNotNullWhen(true, nameof(Catalog), nameof(Bundle))]
    public bool Succeeded => Catalog is not null && Bundle is not null;
}

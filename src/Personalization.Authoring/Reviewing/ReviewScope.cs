using Personalization.Authoring.Definitions;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Reviewing;

/// <summary>What a review looks at: a catalog without errors, and where all of it is written.</summary>
/// <param name="Catalog">The catalog.</param>
/// <param name="Sources">Where it is written.</param>
/// <param name="Today">The date that review dates are compared with.</param>
internal sealed record ReviewScope(Catalog Catalog, CatalogScope Sources, DateOnly Today)
{
    /// <summary>Notes a warning.</summary>
    public void Warn(SourcePlace place, string code, string message, string? hint = null) => Sources.Problems.Warn(place, code, message, hint);

    /// <summary>The definitions of a section, in the order of their slots.</summary>
    public IEnumerable<Definition> Section(string name) => Sources.Section(name);
}

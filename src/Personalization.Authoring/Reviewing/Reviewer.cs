using Personalization.Authoring.Definitions;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Reviewing;

/// <summary>Finds what can be loaded but is hardly meant. Guide: <c>docs/guides/validate.md</c>.</summary>
internal sealed class Reviewer(Catalog catalog, CatalogScope sources, CatalogReview review)
{
    /// <summary>Notes all warnings.</summary>
    public void Review()
    {
        var scope = new ReviewScope(catalog, sources, review.Today);
        ReachReview.Check(scope);
        new CapReview(scope).Check();
        CrowdReview.Check(scope);
        UseReview.Check(scope);
        TimingReview.Check(scope);
        OwnerReview.Check(scope);
        LocaleReview.Check(scope);
        SensitiveReview.Check(scope);
    }
}

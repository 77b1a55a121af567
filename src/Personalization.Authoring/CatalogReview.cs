namespace Personalization.Authoring;

/// <summary>Asks for warnings: what can be loaded, but is hardly meant.</summary>
/// <param name="Today">The date that review dates are compared with; the loader itself asks no clock.</param>
public sealed record CatalogReview(DateOnly Today);

using Personalization.Core;
using Personalization.Core.Catalogs;

namespace Personalization.Replay.History;

/// <summary>A moment to look at the past from.</summary>
/// <param name="At">What had been received by then is known, and it is now.</param>
/// <param name="Catalog">The catalog to look with; null for the one that was active.</param>
public sealed record PastMoment(Instant At, CatalogHash? Catalog = null);

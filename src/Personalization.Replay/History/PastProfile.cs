using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Grains;

namespace Personalization.Replay.History;

/// <summary>The state of a subject as it was known at a time.</summary>
/// <param name="View">The state; its version is the number of events that were known.</param>
/// <param name="At">The time.</param>
/// <param name="Catalog">The catalog that folded it.</param>
public sealed record PastProfile(ProfileView View, Instant At, CatalogHash Catalog);

using Personalization.Core;

namespace Personalization.Journal.Control;

/// <summary>One time that a catalog became the active one.</summary>
/// <param name="Hash">The version.</param>
/// <param name="At">When.</param>
/// <param name="By">Who asked for it.</param>
public sealed record CatalogActivation(string Hash, Instant At, CatalogActivator By);

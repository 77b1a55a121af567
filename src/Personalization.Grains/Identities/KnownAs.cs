namespace Personalization.Grains.Identities;

/// <summary>What an id is known as.</summary>
/// <param name="Version">The version of its profile; 0 for one without events.</param>
/// <param name="UserId">The user that it was merged into; null for an id that stands for itself.</param>
internal readonly record struct KnownAs(long Version, string? UserId);

namespace Personalization.Core.Profiles;

/// <summary>How a feature was used; the default value for never.</summary>
/// <param name="Count">How often.</param>
/// <param name="First">When first, or null for never.</param>
/// <param name="Last">When last, or null for never.</param>
/// <param name="SpentMilliseconds">The time spent, as far as events said.</param>
public readonly record struct FeatureUse(long Count, Instant? First, Instant? Last, long SpentMilliseconds);

using Personalization.Core;

namespace Personalization.Grains;

/// <summary>A feature's use.</summary>
/// <param name="Count">How often.</param>
/// <param name="First">When first.</param>
/// <param name="Last">When last.</param>
/// <param name="SpentMilliseconds">The time spent.</param>
public sealed record FeatureView(long Count, Instant First, Instant Last, long SpentMilliseconds);

using Personalization.Core;

namespace Personalization.Grains;

/// <summary>A meter's reading.</summary>
/// <param name="Used">What is used in the period of now.</param>
/// <param name="Limit">The limit, or null for none.</param>
/// <param name="Ratio">Used by limit, or null without a limit above zero.</param>
/// <param name="PeriodStart">When the period began, or null for a lifetime.</param>
public sealed record MeterView(double Used, double? Limit, double? Ratio, Instant? PeriodStart);

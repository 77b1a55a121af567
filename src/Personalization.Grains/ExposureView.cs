using Personalization.Core;

namespace Personalization.Grains;

/// <summary>What was served of an action and what came of it.</summary>
/// <param name="Served">How often it was served.</param>
/// <param name="LastServed">When last, or null for never.</param>
/// <param name="Outcomes">How often each outcome was recorded, by name.</param>
/// <param name="SnoozedUntil">Until when it is snoozed, or null.</param>
/// <param name="IsOptedOut">Whether the person opted out of it.</param>
public sealed record ExposureView(
    long Served,
    Instant? LastServed,
    IReadOnlyDictionary<string, long> Outcomes,
    Instant? SnoozedUntil,
    bool IsOptedOut);

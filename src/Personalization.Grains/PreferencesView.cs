using Personalization.Core;
using Personalization.Core.Calendars;

namespace Personalization.Grains;

/// <summary>What a person likes to get, and when.</summary>
/// <param name="SnoozedUntil">Until when they want nothing at all; null where that is over or was never said.</param>
/// <param name="QuietHours">When they are not to be disturbed, as they said; empty for never.</param>
/// <param name="Topics">By topic: every topic of the catalog; empty for an account.</param>
/// <param name="LessLike">Until when they want less like an action, by action; what is over is left out.</param>
/// <param name="DataSources">By source: every source of the catalog; empty for an account.</param>
public sealed record PreferencesView(
    Instant? SnoozedUntil, IReadOnlyList<WeeklyInterval> QuietHours, IReadOnlyDictionary<string, TopicView> Topics, IReadOnlyDictionary<string, Instant> LessLike,
    IReadOnlyDictionary<string, SourceView> DataSources);

using System.Globalization;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>How a cap that is used up is explained: <c>cap upsell.weekly: 2 of 2 used in 7d, next at 2026-03-01T09:30:00Z</c>.</summary>
internal static class CapText
{
    /// <summary>The reason of a cap without room.</summary>
    /// <param name="cap">The cap.</param>
    /// <param name="use">What is used of it.</param>
    /// <param name="together">How many this decision chose before it.</param>
    public static Reason Reached(CapDefinition cap, in CapUse use, int together)
    {
        var terms = cap.IsGap
            ? $"gap {cap.Id}: {Span(cap.Window!.Value)} between two"
            : string.Create(CultureInfo.InvariantCulture, $"cap {cap.Id}: {use.Used} of {use.Max} used{Period(cap)}");
        return new Reason(cap.IsGap ? ReasonCodes.MinimumGap : ReasonCodes.CapReached, $"{terms}, {Obstacle(use, together)}");
    }

    /// <summary>A length of time as the catalog writes it.</summary>
    public static string Span(TimeSpan length) => length switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerDay}d"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerHour}h"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerMinute}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds}s"),
    };

    private static string Period(CapDefinition cap) => cap switch
    {
        { Window: { } length } => $" in {Span(length)}",
        { Each: CalendarUnit.Day } => " today",
        { Each: { } unit } => $" this {unit.ToString().ToLowerInvariant()}",
        _ => "",
    };

    /// <summary>What the decision chose itself is not used yet, so that no time would be true when the next one is free.</summary>
    private static string Obstacle(in CapUse use, int together) => use switch
    {
        { IsReached: false } => string.Create(CultureInfo.InvariantCulture, $"{together} chosen before it"),
        { NextFree: var free } when free < Instant.MaxValue => $"next at {free}",
        _ => "never again",
    };
}

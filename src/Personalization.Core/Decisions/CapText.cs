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
    /// <param name="together">How many more this decision has chosen already.</param>
    /// <param name="at">When the next one would count.</param>
    /// <param name="zone">The time zone of calendar windows.</param>
    public static Reason Reached(CapDefinition cap, in CapUse use, int together, Instant at, TimeZoneRules zone)
    {
        var window = cap switch
        {
            { Window: { } length } => $" in {Span(length)}",
            { Each: { } unit } => $" this {unit.ToString().ToLowerInvariant()}",
            _ => "",
        };
        var used = string.Create(CultureInfo.InvariantCulture, $"{(cap.IsGap ? "gap" : "cap")} {cap.Id}: {Math.Min(use.Used + together, use.Max)} of {use.Max} used{window}, ");
        var next = Next(cap, use, at, zone);
        return new Reason(cap.IsGap ? ReasonCodes.MinimumGap : ReasonCodes.CapReached, used + (next is { } time ? $"next at {time}" : "never again"));
    }

    /// <summary>A length of time as the catalog writes it.</summary>
    public static string Span(TimeSpan length) => length switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerDay}d"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerHour}h"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerMinute}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds}s"),
    };

    private static Instant? Next(CapDefinition cap, in CapUse use, Instant at, TimeZoneRules zone)
    {
        if (use.IsReached)
        {
            return use.NextFree < Instant.MaxValue ? use.NextFree : null;
        }

        // Only this very decision filled it.
        return cap switch
        {
            { Window: { } length } => at + length,
            { Each: { } unit } => CalendarWindow.At(zone, unit, at).End,
            _ => null,
        };
    }
}

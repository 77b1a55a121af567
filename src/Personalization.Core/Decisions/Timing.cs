using Personalization.Core.Calendars;

namespace Personalization.Core.Decisions;

/// <summary>When an action may come on a surface: not in quiet hours, and at its best time.</summary>
/// <param name="quietId">The name of the quiet hours, or null for none.</param>
/// <param name="quiet">The quiet hours, or null for none.</param>
/// <param name="best">The best time, or null for any.</param>
/// <param name="defers">Whether it is put off until then, rather than not chosen.</param>
internal sealed class Timing(string? quietId, QuietHours? quiet, BestTime? best, bool defers)
{
    /// <summary>When it would be delivered; null where it can neither come now nor be put off.</summary>
    public Instant? DeliveryAt(TimeZoneRules zone, Instant now)
    {
        var next = Next(zone, now);
        return defers || next == now ? next : null;
    }

    /// <summary>Why it cannot come.</summary>
    public Reason Explain(TimeZoneRules zone, Instant now)
    {
        var next = Next(zone, now) is { } time ? $"next at {time}" : "at no time soon";
        return quiet is not null && quiet.IsQuiet(zone, now)
            ? new Reason(ReasonCodes.QuietHours, $"quiet hours {quietId}, {next}")
            : new Reason(ReasonCodes.NotBestTime, $"not its best time, {next}");
    }

    private Instant? Next(TimeZoneRules zone, Instant now) =>
        best is not null ? best.Next(zone, now, quiet) : quiet is not null ? quiet.NextEnd(zone, now) : now;
}

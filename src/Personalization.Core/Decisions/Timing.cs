using Personalization.Core.Calendars;

namespace Personalization.Core.Decisions;

/// <summary>When an action may come on a surface: not in quiet hours, the surface's or the person's, and at its best time.</summary>
/// <param name="quietId">The name of the surface's quiet hours, or null for none.</param>
/// <param name="quiet">The surface's quiet hours, or null for none.</param>
/// <param name="best">The best time, or null for any.</param>
/// <param name="defers">Whether it is put off until then, rather than not chosen.</param>
internal sealed class Timing(string? quietId, QuietHours? quiet, BestTime? best, bool defers)
{
    /// <summary>Whether the catalog lets it come at any time.</summary>
    public bool IsAnyTime { get; } = quiet is null && best is null;

    /// <summary>When it would be delivered; null where it can neither come now nor be put off.</summary>
    /// <param name="zone">The person's time zone.</param>
    /// <param name="now">The effective now.</param>
    /// <param name="own">The person's own quiet hours, or null for none that count here.</param>
    public Instant? DeliveryAt(TimeZoneRules zone, Instant now, QuietHours? own)
    {
        if (IsAnyTime && own is null)
        {
            return now;
        }

        var next = Next(zone, now, own);
        return defers || next == now ? next : null;
    }

    /// <summary>Why it cannot come.</summary>
    public Reason Explain(TimeZoneRules zone, Instant now, QuietHours? own)
    {
        var next = Next(zone, now, own) is { } time ? $"next at {time}" : "at no time soon";
        return quiet is not null && quiet.IsQuiet(zone, now) ? new Reason(ReasonCodes.QuietHours, $"quiet hours {quietId}, {next}")
            : own is not null && own.IsQuiet(zone, now) ? new Reason(ReasonCodes.QuietHours, $"quiet hours of the person, {next}")
            : new Reason(ReasonCodes.NotBestTime, $"not its best time, {next}");
    }

    private Instant? Next(TimeZoneRules zone, Instant now, QuietHours? own)
    {
        var last = now + TimeSpan.FromDays(Limits.BestTimeDaysMax);
        for (var at = now; at <= last;)
        {
            var next = best is not null ? best.Next(zone, at, quiet) : quiet is not null ? quiet.NextEnd(zone, at) : at;
            var loud = next is { } good && own is not null ? own.NextEnd(zone, good) : next;
            if (loud is null || loud == next)
            {
                return loud;
            }

            at = loud.Value;
        }

        return null;
    }
}

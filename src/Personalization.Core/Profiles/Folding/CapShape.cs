using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles.Folding;

/// <summary>What counting and reading a cap need of its definition.</summary>
internal readonly record struct CapShape(SubjectSide Per, int Max, long? WindowMilliseconds, CalendarUnit? Each)
{
    public static CapShape Of(CapDefinition cap) => new(cap.Per, cap.Max, (long?)cap.Window?.TotalMilliseconds, cap.Each);

    /// <summary>What is served after this time counts, in Unix milliseconds.</summary>
    public long After(Instant at, TimeZoneRules zone)
    {
        if (WindowMilliseconds is { } window)
        {
            return Math.Max(RowKey.IndexMin, at.UnixMilliseconds - window);
        }

        return Each is { } unit ? CalendarWindow.At(zone, unit, at).Start.UnixMilliseconds - 1 : RowKey.IndexMin;
    }

    /// <summary>When a cap that is used up has room again; <see cref="Instant.MaxValue"/> for never.</summary>
    /// <param name="at">When it was asked about.</param>
    /// <param name="zone">The time zone of calendar windows.</param>
    /// <param name="last">The serving that must leave the window first.</param>
    public Instant Free(Instant at, TimeZoneRules zone, Instant last)
    {
        if (WindowMilliseconds is { } window)
        {
            return last + TimeSpan.FromMilliseconds(window);
        }

        return Each is { } unit ? CalendarWindow.At(zone, unit, last > at ? last : at).End : Instant.MaxValue;
    }
}

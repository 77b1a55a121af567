using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>What adding to a budget and reading it need of its definition.</summary>
/// <remarks>
/// Which period paid is found out from when it was, by the catalog that is asked: a budget whose periods change, or whose tenant
/// moves to another time zone, still knows what it has spent.
/// </remarks>
/// <param name="Each">The unit of its periods; null for a budget without periods.</param>
/// <param name="Zone">The time zone of its periods.</param>
internal readonly record struct BudgetShape(CalendarUnit? Each, TimeZoneRules Zone)
{
    private const long MinuteMilliseconds = 60_000;

    public static BudgetShape Of(BudgetDefinition budget, TimeZoneRules zone) => new(budget.Each, zone);

    /// <summary>
    /// How far back sums are kept: three periods, and three days at least. Events may be a day ahead of the clock, and the clock may be set back
    /// by a day after that: who decides behind them finds what their period has spent.
    /// </summary>
    public int SpanMinutes => 3 * Each switch
    {
        null => 1,
        CalendarUnit.Hour or CalendarUnit.Day => 25 * 60,
        CalendarUnit.Week => ((7 * 24) + 1) * 60,
        _ => ((31 * 24) + 1) * 60,
    };

    /// <summary>The index in a series of the period that an instant lies in: the minute that it begins in, 0 for a budget without periods.</summary>
    public long Index(Instant time) =>
        Each is { } unit ? Period.FloorDivide(CalendarWindow.At(Zone, unit, time).Start.UnixMilliseconds, MinuteMilliseconds) : 0;
}

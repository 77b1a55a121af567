using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>What adding to a budget needs of its definition.</summary>
/// <param name="SpanMinutes">
/// How far back sums are kept: three periods, and three days at least. Events may be a day ahead of the clock, and the clock may be set back
/// by a day after that: who decides behind them finds what their period has spent.
/// </param>
internal readonly record struct BudgetShape(int SpanMinutes)
{
    private const long MinuteMilliseconds = 60_000;

    public static BudgetShape Of(BudgetDefinition budget) => new(3 * budget.Each switch
    {
        null => 1,
        CalendarUnit.Hour or CalendarUnit.Day => 25 * 60,
        CalendarUnit.Week => ((7 * 24) + 1) * 60,
        _ => ((31 * 24) + 1) * 60,
    });

    /// <summary>The index of a period in a series: the minute that it begins in.</summary>
    public static long Index(Instant periodStart) =>
        periodStart == Instant.MinValue ? 0 : Period.FloorDivide(periodStart.UnixMilliseconds, MinuteMilliseconds);
}

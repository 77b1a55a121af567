using Personalization.Core.Calendars;

namespace Personalization.Authoring.Zones;

/// <summary>Finds the yearly rules behind a row of clock changes.</summary>
internal static class YearlyFit
{
    private const int SecondsPerDay = 86_400, DaysPerWeek = 7, LastWeek = 5;

    // The day that a rule names is mostly the UTC date of the change, and never more than a few days away.
    private static readonly int[] DaysAway = [0, -1, 1, -2, 2, -3, 3];

    /// <summary>The rules; null where the changes follow none.</summary>
    /// <param name="changes">Changes of whole years, in order.</param>
    /// <param name="perYear">How many a year has: two.</param>
    public static YearlyChanges? Of(List<OffsetChange> changes, int perYear)
    {
        var groups = changes.Select((change, at) => (change, at)).ToLookup(one => one.at % perYear, one => one.change);
        return Fit([.. groups[0]]) is { } first && Fit([.. groups[1]]) is { } second ? new YearlyChanges(first, second) : null;
    }

    private static YearlyChange? Fit(OffsetChange[] changes) =>
        changes.All(change => change.OffsetSeconds == changes[0].OffsetSeconds)
            ? DaysAway.Select(daysAway => Fit(changes, daysAway)).FirstOrDefault(found => found is not null)
            : null;

    private static YearlyChange? Fit(OffsetChange[] changes, int daysAway)
    {
        var days = Array.ConvertAll(changes, change => DateOfUnix(change.UnixSeconds).AddDays(-daysAway));
        var day = days[0];
        var second = (int)(changes[0].UnixSeconds % SecondsPerDay);
        var isYearly = days.Select(one => one.Year).Distinct().Count() == days.Length;
        if (!isYearly || !days.All(one => one.Month == day.Month && one.DayOfWeek == day.DayOfWeek)
            || !changes.All(change => change.UnixSeconds % SecondsPerDay == second))
        {
            return null;
        }

        var week = days.All(one => WeekOf(one) == WeekOf(day)) ? WeekOf(day)
            : days.All(one => one.AddDays(DaysPerWeek).Month != one.Month) ? LastWeek : 0;
        return week == 0 ? null : new YearlyChange(day.Month, week, day.DayOfWeek, second + (daysAway * SecondsPerDay), changes[0].OffsetSeconds);
    }

    private static int WeekOf(DateOnly day) => ((day.Day - 1) / DaysPerWeek) + 1;

    private static DateOnly DateOfUnix(long unixSeconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(unixSeconds).UtcDateTime);
}

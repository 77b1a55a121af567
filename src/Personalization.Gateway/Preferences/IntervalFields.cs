using System.Globalization;
using Personalization.Core;
using Personalization.Core.Calendars;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Preferences;

/// <summary>Hours of the week as people say them, in the form that catalogs have: <c>{"days":["sat","sun"],"from":"22:00","to":"07:00"}</c>.</summary>
internal struct IntervalFields
{
    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>The days on which they begin; null for every day.</summary>
    public List<string>? Days;
    public string? From;
    public string? To;

    /// <summary>The interval that is meant.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="interval">The interval.</param>
    /// <returns>Null, or what is wrong with it.</returns>
    public readonly Problem? Read(string path, out WeeklyInterval interval)
    {
        interval = default;
        var days = Weekdays.None;
        foreach (var day in Days ?? [.. DayNames])
        {
            var at = Array.IndexOf(DayNames, day);
            if (at < 0)
            {
                return new Problem(ProblemCodes.NotAllowed, path + "/days", $"Days are {string.Join(", ", DayNames)}.");
            }

            days |= (Weekdays)(1 << at);
        }

        if (days == Weekdays.None)
        {
            return new Problem(ProblemCodes.NotAllowed, path + "/days", "Name a day, or leave the days out for every day.");
        }

        var begins = Time(From, path + "/from", out var from);
        var ends = Time(To, path + "/to", out var to);
        interval = new WeeklyInterval(days, from, to);
        return begins ?? ends;
    }

    /// <summary>The names of days, in the order of the week.</summary>
    public static IEnumerable<string> Names(Weekdays days) => DayNames.Where((_, at) => ((int)days & (1 << at)) != 0);

    /// <summary>The day of a name; <see cref="Weekdays.None"/> for none.</summary>
    public static Weekdays Day(string? name) => Array.IndexOf(DayNames, name) is var at and >= 0 ? (Weekdays)(1 << at) : Weekdays.None;

    /// <summary>A time of day as it is said.</summary>
    public static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static Problem? Time(string? text, string path, out TimeOnly time)
    {
        time = default;
        return text is null ? new Problem(ProblemCodes.Required, path, "Say when they begin and when they end.")
            : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time) ? null
            : new Problem(ProblemCodes.InvalidTime, path, "It is not a time of day such as 22:00.");
    }
}

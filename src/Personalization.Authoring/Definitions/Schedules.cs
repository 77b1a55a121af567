using System.Globalization;
using Personalization.Authoring.Sources;
using Personalization.Core.Calendars;

namespace Personalization.Authoring.Definitions;

/// <summary>Hours of the week as catalogs write them: <c>{ days: [sat, sun], from: "22:00", to: "07:00" }</c>.</summary>
internal static class Schedules
{
    /// <summary>Reads hours that the schema has let through.</summary>
    public static WeeklyInterval Parse(SourceNode hours) => new(
        hours["days"]?.Items.Aggregate(Weekdays.None, (days, day) => days | Day(day.Text)) ?? Weekdays.All,
        Time(hours["from"]!),
        Time(hours["to"]!));

    private static TimeOnly Time(SourceNode time) => TimeOnly.ParseExact(time.Text, "HH:mm", CultureInfo.InvariantCulture);

    private static Weekdays Day(string name) => name switch
    {
        "mon" => Weekdays.Monday,
        "tue" => Weekdays.Tuesday,
        "wed" => Weekdays.Wednesday,
        "thu" => Weekdays.Thursday,
        "fri" => Weekdays.Friday,
        "sat" => Weekdays.Saturday,
        _ => Weekdays.Sunday,
    };
}

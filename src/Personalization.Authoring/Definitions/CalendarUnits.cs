using Personalization.Authoring.Sources;
using Personalization.Core.Calendars;

namespace Personalization.Authoring.Definitions;

/// <summary>Calendar units as catalogs write them.</summary>
internal static class CalendarUnits
{
    /// <summary>Reads a unit that the schema has let through; null where none is named.</summary>
    public static CalendarUnit? Parse(SourceNode? unit) => unit?.Text switch
    {
        "hour" => CalendarUnit.Hour,
        "day" => CalendarUnit.Day,
        "week" => CalendarUnit.Week,
        "month" => CalendarUnit.Month,
        _ => null,
    };
}

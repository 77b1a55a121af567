using Personalization.Core.Calendars;

namespace Personalization.Conformance.Cel;

/// <summary>The time zones that the suite names, with the rules of the years that it asks for.</summary>
internal static class SuiteTimeZones
{
    public static TimeZoneTable Table { get; } = new(
        "suite",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Etc/UTC"] = "+00",
            ["America/Chicago"] = "M3.2.0T08Z-05 M11.1.0T07Z-06",
            ["America/St_Johns"] = "M3.2.0T0530Z-02:30 M11.1.0T0430Z-03:30",
            ["Asia/Kathmandu"] = "+05:45",
            ["Australia/Sydney"] = "M4.1.0T-08Z+10 M10.1.0T-08Z+11",
        }.ToDictionary(zone => zone.Key, zone => Rules(zone.Value), StringComparer.Ordinal),
        new Dictionary<string, string>(StringComparer.Ordinal) { ["UTC"] = "Etc/UTC", ["US/Central"] = "America/Chicago" });

    private static TimeZoneRules Rules(string text) =>
        TimeZoneRules.TryParse(text, out var rules) ? rules : throw new FormatException($"{text} is no time zone.");
}

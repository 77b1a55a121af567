using Personalization.Authoring.Sources;
using Personalization.Core.Calendars;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Zones;

/// <summary>The section of a bundle that holds the time zones: <c>docs/formats/catalog.md</c>.</summary>
internal static class ZoneSection
{
    /// <summary>Its name among the sections.</summary>
    public const string Key = "timeZones";
    private const string Version = "version", Zones = "zones", Links = "links";

    /// <summary>The section of a table.</summary>
    public static SourceEntry Write(TimeZoneTable table) => new(Key, default, SourceNode.Map(default,
    [
        Entry(Version, table.Version),
        new SourceEntry(Zones, default, SourceNode.Map(default, [.. table.Zones.Select(zone => Entry(zone.Key, zone.Value.ToString()))])),
        new SourceEntry(Links, default, SourceNode.Map(default, [.. table.Links.Select(link => Entry(link.Key, link.Value))])),
    ]));

    /// <summary>Reads the section; null for one that no table can have written.</summary>
    public static TimeZoneTable? Read(SourceNode section)
    {
        if (section[Version]?.Text is not { Length: > 0 } version || section[Zones] is not { IsMap: true } zones || section[Links] is not { IsMap: true } links
            || zones.Entries.Count > Core.Limits.TimeZonesMax || links.Entries.Count > Core.Limits.TimeZonesMax)
        {
            return null;
        }

        var rules = new Dictionary<string, TimeZoneRules>(StringComparer.Ordinal);
        foreach (var zone in zones.Entries)
        {
            if (!TimeZoneRules.TryParse(zone.Value.Text, out var read) || !rules.TryAdd(zone.Key, read))
            {
                return null;
            }
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var link in links.Entries)
        {
            if (!rules.ContainsKey(link.Value.Text) || rules.ContainsKey(link.Key) || !names.TryAdd(link.Key, link.Value.Text))
            {
                return null;
            }
        }

        return new TimeZoneTable(version, rules, names);
    }

    private static SourceEntry Entry(string key, string text) => new(key, default, SourceNode.Leaf(default, Value.String(text)));
}

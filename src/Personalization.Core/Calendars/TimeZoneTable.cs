using System.Diagnostics.CodeAnalysis;

namespace Personalization.Core.Calendars;

/// <summary>The time zones that a catalog knows, by the names of the IANA time zone database. Immutable.</summary>
public sealed class TimeZoneTable
{
    private readonly Dictionary<string, TimeZoneRules> byName = new(StringComparer.Ordinal);

    /// <summary>A table of zones and links.</summary>
    /// <param name="version">The version of the time zone database, such as <c>2025b</c>.</param>
    /// <param name="zones">The zones by name.</param>
    /// <param name="links">Other names, each with the name of a zone.</param>
    /// <exception cref="ArgumentException">A name is there twice, or a link leads to no zone.</exception>
    public TimeZoneTable(string version, IReadOnlyDictionary<string, TimeZoneRules> zones, IReadOnlyDictionary<string, string> links)
    {
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(links);
        Version = version;
        Zones = zones;
        Links = links;
        foreach (var (name, zone) in zones)
        {
            byName.Add(name, zone);
        }

        foreach (var (alias, name) in links)
        {
            byName.Add(alias, zones.TryGetValue(name, out var zone) ? zone : throw new ArgumentException($"The link {alias} leads to no zone.", nameof(links)));
        }
    }

    /// <summary>A table that knows UTC and nothing else, for catalogs that are made in code and for bundles from before catalogs had zones.</summary>
    public static TimeZoneTable UtcOnly { get; } = new(
        "utc", Only("Etc/UTC", TimeZoneRules.Utc), Only("UTC", "Etc/UTC"));

    /// <summary>The version of the time zone database.</summary>
    public string Version { get; }

    /// <summary>The zones by name, without links.</summary>
    public IReadOnlyDictionary<string, TimeZoneRules> Zones { get; }

    /// <summary>Other names of zones, each with the name of its zone.</summary>
    public IReadOnlyDictionary<string, string> Links { get; }

    /// <summary>Finds a zone by its name or another name of it. Case matters, as everywhere in the database.</summary>
    public bool TryFind(string? name, [NotNullWhen(true)] out TimeZoneRules? rules)
    {
        rules = null;
        return name is not null && byName.TryGetValue(name, out rules);
    }

    private static Dictionary<string, T> Only<T>(string name, T value) => new(StringComparer.Ordinal) { [name] = value };
}

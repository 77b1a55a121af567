using NodaTime.TimeZones;
using Personalization.Authoring.Sources;
using Personalization.Core.Calendars;

namespace Personalization.Authoring.Zones;

/// <summary>The time zones of the IANA database, from the copy that NodaTime embeds: the same on every machine that runs the same build.</summary>
public static class TimeZoneSource
{
    /// <summary>
    /// From which year on catalogs know every clock change. Decisions are about now and the last months; a change of rules further
    /// back would only make bundles larger. Before it, local times are those of the rules that held then.
    /// </summary>
    public const int CatalogFromYear = 2015;

    private const string Resource = "time-zones.json";
    private static readonly Lazy<TimeZoneTable> OfCatalogs = new(ReadResource);

    /// <summary>The table that goes into a catalog when it is loaded from its files: <see cref="Load"/> from <see cref="CatalogFromYear"/> on.</summary>
    /// <remarks>
    /// It is made ahead and embedded, because making it takes as long as all the rest of loading a catalog. A test compares the two,
    /// and writes the file anew where the package brings another version of the database.
    /// </remarks>
    public static TimeZoneTable ForCatalogs => OfCatalogs.Value;

    /// <summary>Every zone and every other name of one.</summary>
    /// <param name="fromYear">From which year on every clock change is kept; 1 to 2037.</param>
    public static TimeZoneTable Load(int fromYear)
    {
        var source = TzdbDateTimeZoneSource.Default;
        var start = NodaTime.Instant.FromUtc(fromYear, 1, 1, 0, 0);
        var zones = new SortedDictionary<string, TimeZoneRules>(StringComparer.Ordinal);
        var links = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, canonical) in source.CanonicalIdMap)
        {
            if (id == canonical)
            {
                zones.Add(id, ZoneReader.Read(source.ForId(id), start));
            }
            else
            {
                links.Add(id, canonical);
            }
        }

        return new TimeZoneTable(source.TzdbVersion, zones, links);
    }

    private static TimeZoneTable ReadResource()
    {
        using var stream = typeof(TimeZoneSource).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return ZoneSection.Read(JsonSource.Read(bytes, Resource)) ?? throw new InvalidOperationException($"The resource {Resource} holds no time zones.");
    }
}

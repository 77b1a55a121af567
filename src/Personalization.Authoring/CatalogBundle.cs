using System.Security.Cryptography;
using System.Text.Json;
using Personalization.Authoring.Bundles;
using Personalization.Authoring.Sources;
using Personalization.Authoring.Zones;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring;

/// <summary>
/// A catalog as one canonical JSON document: what is stored, sent and hashed. The order of keys, files and comments in the
/// sources leaves no trace in it. Format: <c>docs/formats/catalog.md</c>.
/// </summary>
public sealed class CatalogBundle
{
    internal const string FormatKey = "format";
    internal const int Format = 1;
    private const string Name = "bundle";

    private CatalogBundle(byte[] json)
    {
        Json = json;
        Hash = new CatalogHash(Convert.ToHexStringLower(SHA256.HashData(json)));
    }

    /// <summary>The canonical JSON, UTF-8.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>SHA-256 of <see cref="Json"/>: the identity of the catalog version.</summary>
    public CatalogHash Hash { get; }

    /// <summary>Reads a stored bundle back into a catalog; it is checked like sources are.</summary>
    /// <param name="json">The bundle.</param>
    /// <param name="against">The catalog that events keep to today, or null; a contract that could reject such events under the same version is a problem.</param>
    /// <returns>The catalog with the same hash for the same bytes, or problems for bytes that are no canonical bundle of this format.</returns>
    public static CatalogLoad Read(ReadOnlyMemory<byte> json, Catalog? against = null)
    {
        try
        {
            var root = JsonSource.Read(json, Name);
            if (root[FormatKey]?.Scalar != Value.Int(Format))
            {
                return Refused($"The bundle is not of format {Format}.");
            }

            // Bundles from before catalogs had time zones have no such section, and must keep their hash.
            var zones = root[ZoneSection.Key] is { } section ? ZoneSection.Read(section) : null;
            if (zones is null && root[ZoneSection.Key] is not null)
            {
                return Refused("The time zones of the bundle are damaged.");
            }

            var sections = root.Entries.Where(entry => entry.Key is not (FormatKey or ZoneSection.Key)).ToList();
            var load = CatalogLoader.Load([SourceNode.Map(root.Place, sections)], isComplete: true, zones, new ProblemList(), against, review: null);
            return load.Bundle is null || load.Bundle.Json.Span.SequenceEqual(json.Span) ? load : Refused("The bundle is not in canonical form.");
        }
        catch (JsonException exception)
        {
            return Refused($"The bundle is not JSON: {exception.Message}");
        }
    }

    /// <summary>The bundle of a merged document and the time zones that go with it, if any.</summary>
    internal static CatalogBundle Of(SourceNode document, TimeZoneTable? zones)
    {
        var format = new SourceEntry(FormatKey, default, SourceNode.Leaf(default, Value.Int(Format)));
        SourceEntry[] added = zones is null ? [format] : [format, ZoneSection.Write(zones)];
        return new CatalogBundle(CanonicalJson.Write(SourceNode.Map(default, [.. document.Entries, .. added]).ToValue()));
    }

    private static CatalogLoad Refused(string message) => new(null, null, [new CatalogProblem(Name, 0, 0, "bad_bundle", message, null)]);
}

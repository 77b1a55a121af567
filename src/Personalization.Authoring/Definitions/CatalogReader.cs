using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads the merged files section by section, in the order in which they refer to each other.</summary>
/// <param name="scope">The merged files.</param>
/// <param name="zones">The time zones of the catalog.</param>
internal sealed class CatalogReader(CatalogScope scope, TimeZoneTable zones)
{
    private const string DefaultLocaleUnasked = "en";
    private const int PathLengthUnasked = 10;

    /// <summary>Reads the catalog. It is only worth something where no problem was added.</summary>
    public Catalog Read(CatalogHash hash)
    {
        var problemsBefore = scope.Problems.Count;
        var states = ReadStates(scope.Header, hash);
        var isStateWhole = scope.Problems.Count == problemsBefore && scope.IsWholeBut(SectionNames.Actions);
        var actions = new ActionReader(scope, states.Caps, states.DefaultLocale).Read();
        var catalog = states with { Actions = actions };
        if (isStateWhole)
        {
            ConditionCheck.Check(catalog, scope);
        }

        return catalog;
    }

    private Catalog ReadStates(Definition header, CatalogHash hash)
    {
        var events = EventReader.Read(scope);
        var traits = TraitReader.Read(scope);
        var states = new StateReader(scope);
        return new Catalog
        {
            Name = header.Text("name"),
            Hash = hash,
            TimeZones = zones,
            UnknownEvents = header.Text("unknownEvents") == "keep" ? UnknownEventPolicy.Keep : UnknownEventPolicy.Reject,
            DefaultLocale = header.Text("defaultLocale", DefaultLocaleUnasked),
            PathLength = header.Number("pathLength", PathLengthUnasked),
            ConsentDefaults = (header.Node["consentDefaults"]?.Entries ?? [])
                .ToImmutableSortedDictionary(purpose => purpose.Key, purpose => purpose.Value.Text == "granted", StringComparer.Ordinal),
            Events = events,
            Traits = traits,
            Errors = states.ReadErrors(),
            Meters = states.ReadMeters(),
            Checklists = new ChecklistReader(scope).Read(),
            Features = states.ReadFeatures(),
            Counters = new CounterReader(scope).Read(),
            Stages = StageReader.Read(scope),
            Surfaces = [.. scope.Section(SectionNames.Surfaces).Select(ReadSurface)],
            Caps = [.. scope.Section(SectionNames.Caps).Select(ReadCap)],
        };
    }

    private static SurfaceDefinition ReadSurface(Definition definition) =>
        new(definition.Id, definition.Text("channel"), definition.Number("max", 1));

    private static CapDefinition ReadCap(Definition definition) =>
        new(definition.Id, Sides.Parse(definition.Required("per")), definition.Number("max", 1), definition.Duration("window"));
}

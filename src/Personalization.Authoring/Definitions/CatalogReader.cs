using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads the merged files section by section, in the order in which they refer to each other.</summary>
/// <param name="scope">The merged files.</param>
/// <param name="zones">The time zones of the catalog.</param>
internal sealed class CatalogReader(CatalogScope scope, TimeZoneTable zones)
{
    /// <summary>Reads the catalog. It is only worth something where no problem was added.</summary>
    public Catalog Read(CatalogHash hash)
    {
        var problemsBefore = scope.Problems.Count;
        var states = ReadServing(ReadStates(hash));
        var isStateWhole = scope.Problems.Count == problemsBefore && scope.IsWholeBut(SectionNames.Actions);
        var catalog = states with { Actions = new ActionReader(scope, states).Read() };
        if (isStateWhole)
        {
            new ConditionCheck(catalog, scope).Check();
            new DomainCheck(catalog, scope).Check();
            new PurposeCheck(catalog, scope).Check();
            new RetentionCheck(catalog, scope).Check();
        }

        ServingCheck.Check(catalog, scope);

        return catalog;
    }

    /// <summary>What profiles keep of events.</summary>
    private Catalog ReadStates(CatalogHash hash)
    {
        var uses = new UseReader(scope);
        var events = EventReader.Read(scope, uses);
        var traits = TraitReader.Read(scope, uses);
        var states = new StateReader(scope);
        return HeaderReader.Read(scope, zones, hash, traits) with
        {
            Purposes = uses.Purposes,
            DataSources = SourceReader.Read(scope),
            Events = events,
            Traits = traits,
            Errors = states.ReadErrors(),
            Meters = states.ReadMeters(),
            Checklists = new ChecklistReader(scope).Read(),
            Features = states.ReadFeatures(),
            Counters = new CounterReader(scope).Read(),
            Segments = [.. scope.Section(SectionNames.Segments).Select(ReadSegment)],
            Stages = StageReader.Read(scope),
            Flags = new FlagReader(scope).Read(),
        };
    }

    /// <summary>Where, when and how often something may be served.</summary>
    private Catalog ReadServing(Catalog states)
    {
        var quietHours = QuietHoursReader.Read(scope);
        return states with
        {
            QuietHours = quietHours,
            Surfaces = new SurfaceReader(scope, quietHours).Read(),
            Topics = new TopicReader(scope).Read(),
            Caps = new CapReader(scope).Read(),
            Budgets = BudgetReader.Read(scope),
            Groups = [.. scope.Section(SectionNames.Groups).Select(group => new ExclusionGroup(group.Id, group.Number("max", 1)))],
            Tiers = [.. scope.Tiers.Select(tier => tier.Text)],
        };
    }

    private static SegmentDefinition ReadSegment(Definition definition) =>
        new(definition.Id, definition.Of, definition.Text("when"), definition.Text("description"));
}

using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads frequency caps and minimum gaps, which are caps of one.</summary>
internal sealed class CapReader(CatalogScope scope)
{
    /// <summary>Reads all of them, in ordinal order of their ids: caps and gaps share their names.</summary>
    public ImmutableArray<CapDefinition> Read()
    {
        foreach (var gap in scope.Section(SectionNames.Gaps))
        {
            if (scope.Sources.Find(SectionNames.Caps, gap.Id) is { } cap)
            {
                scope.Problems.Add(gap.Place, "duplicate_id", $"`{gap.Id}` is already the name of the cap at {cap.KeyPlace}.", "Caps and gaps share their names; rename one of them.");
            }
        }

        return
        [
            .. scope.Section(SectionNames.Caps).Select(ReadCap)
                .Concat(scope.Section(SectionNames.Gaps).Select(ReadGap))
                .OrderBy(cap => cap.Id, StringComparer.Ordinal),
        ];
    }

    private CapDefinition ReadCap(Definition definition)
    {
        if (definition.Node["window"] is not null && definition.Node.Entry("each") is { } each)
        {
            scope.Problems.Add(each.KeyPlace, "bad_combination", "A cap counts in a sliding `window` or in `each` calendar unit, not in both.", "Make two caps where both are meant; an action can have several.");
        }

        return new CapDefinition(definition.Id, Owner(definition), definition.Number("max", 1), Durations.ReadRest(definition.Node["window"], scope.Problems))
        {
            Each = CalendarUnits.Parse(definition.Node["each"]),
            Scope = ReadScope(definition.Node["counts"]),
        };
    }

    private CapDefinition ReadGap(Definition definition) =>
        new(definition.Id, Owner(definition), 1, Durations.ReadRest(definition.Required("atLeast"), scope.Problems))
        {
            Scope = ReadScope(definition.Node["counts"]),
            IsGap = true,
        };

    private CapScope ReadScope(SourceNode? counts)
    {
        if (counts is null)
        {
            return CapScope.Nothing;
        }

        return new CapScope
        {
            Surfaces = Names(counts["surfaces"], surface => scope.Require(SectionNames.Surfaces, surface, "unknown_surface", "surface")),
            Channels = Names(counts["channels"], channel => scope.Require(scope.Used(SectionNames.Surfaces, "channel"), channel, "unknown_channel", "surface with the channel", "Channels of surfaces are")),
            Tags = Names(counts["tags"], tag => Tags.Require(scope, tag)),
        };
    }

    private static ImmutableArray<string> Names(SourceNode? names, Action<SourceNode> check)
    {
        foreach (var name in names?.Items ?? [])
        {
            check(name);
        }

        return [.. (names?.Items ?? []).Select(name => name.Text)];
    }

    private static SubjectSide Owner(Definition definition) => definition.Text("per") switch
    {
        "tenant" => SubjectSide.Tenant,
        "account" => SubjectSide.Account,
        _ => SubjectSide.User,
    };
}

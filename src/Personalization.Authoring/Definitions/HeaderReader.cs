using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads what holds for the whole catalog.</summary>
internal static class HeaderReader
{
    private const string DefaultLocaleUnasked = "en";
    private const string TimeZoneUnasked = "UTC";
    private const string TimeZoneTraitUnasked = "timezone";
    private const string LocaleTraitUnasked = "locale";
    private const int PathLengthUnasked = 10;
    private static readonly TimeSpan LessLikeThisUnasked = TimeSpan.FromDays(30);

    /// <summary>Less than a day nobody would notice.</summary>
    private static readonly TimeSpan LessLikeThisMin = TimeSpan.FromDays(1);

    /// <summary>Reads the header.</summary>
    public static Catalog Read(CatalogScope scope, TimeZoneTable zones, CatalogHash hash, ImmutableArray<TraitDefinition> traits)
    {
        var header = scope.Header;
        CheckTimeZone(scope, header.Node["timeZone"], zones);
        return new Catalog
        {
            Name = header.Text("name"),
            Hash = hash,
            UnknownEvents = header.Text("unknownEvents") == "keep" ? UnknownEventPolicy.Keep : UnknownEventPolicy.Reject,
            UnknownProperties = UnknownFields.Read(header.Node["unknownProperties"]) ?? UnknownFieldPolicy.Keep,
            UnknownTraits = UnknownFields.Read(header.Node["unknownTraits"]) ?? UnknownFieldPolicy.Keep,
            AllowedSensitive = [.. (header.Node["allowSensitive"]?.Items ?? []).Select(one => one.Text)],
            DefaultLocale = header.Text("defaultLocale", DefaultLocaleUnasked),
            TimeZones = zones,
            TimeZone = header.Text("timeZone", TimeZoneUnasked),
            UserTimeZoneTrait = TraitSlot(scope, header.Node["timeZoneTrait"], SubjectSide.User, TimeZoneTraitUnasked, traits),
            AccountTimeZoneTrait = TraitSlot(scope, header.Node["accountTimeZoneTrait"], SubjectSide.Account, TimeZoneTraitUnasked, traits),
            UserLocaleTrait = TraitSlot(scope, header.Node["localeTrait"], SubjectSide.User, LocaleTraitUnasked, traits),
            PathLength = header.Number("pathLength", PathLengthUnasked),
            LessLikeThis = ReadLessLikeThis(scope, header),
        };
    }

    private static TimeSpan ReadLessLikeThis(CatalogScope scope, Definition header)
    {
        var length = header.Duration("lessLikeThis") ?? LessLikeThisUnasked;
        if (length < LessLikeThisMin || length > Catalog.LessLikeThisMax)
        {
            scope.Problems.Add(header.Node["lessLikeThis"]!.Place, "out_of_range", $"It is at least {LessLikeThisMin.TotalDays}d and at most {Catalog.LessLikeThisMax.TotalDays}d.");
        }

        return length;
    }

    private static void CheckTimeZone(CatalogScope scope, SourceNode? name, TimeZoneTable zones)
    {
        if (name is not null && !zones.TryFind(name.Text, out _))
        {
            scope.Problems.Add(
                name.Place,
                "unknown_time_zone",
                $"The time-zone table {zones.Version} has no zone `{name.Text}`.",
                Suggestion.For(name.Text, zones.Zones.Keys.Concat(zones.Links.Keys), "It has"));
        }
    }

    private static int TraitSlot(CatalogScope scope, SourceNode? asked, SubjectSide side, string unasked, ImmutableArray<TraitDefinition> traits)
    {
        if (asked is not null)
        {
            CheckTrait(scope, asked, side);
        }

        var name = asked?.Text ?? unasked;
        for (var slot = 0; slot < traits.Length; slot++)
        {
            if (traits[slot].Id == name && traits[slot].Of == side && traits[slot].Type == ValueKind.String)
            {
                return slot;
            }
        }

        return -1;
    }

    private static void CheckTrait(CatalogScope scope, SourceNode name, SubjectSide side)
    {
        if (!scope.Require(SectionNames.Traits, name, "unknown_trait", "trait") || !scope.Traits.TryGetValue(name.Text, out var trait))
        {
            return;
        }

        if (trait.Of != side)
        {
            scope.Problems.Add(name.Place, "wrong_side", $"`{trait.Id}` is a trait of the {Sides.Name(trait.Of)}, not of the {Sides.Name(side)}.");
        }
        else if (trait.Type != ValueKind.String)
        {
            scope.Problems.Add(name.Place, "wrong_property_type", $"`{trait.Id}` is not a string trait.");
        }
    }
}

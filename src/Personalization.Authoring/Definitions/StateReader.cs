using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads what profiles keep of events without further rules: errors, meters and features.</summary>
internal sealed class StateReader(CatalogScope scope)
{
    private const SchemaTypes Number = SchemaTypes.Number | SchemaTypes.Integer;
    private readonly SelectorReader selectors = new(scope);

    /// <summary>Reads the kinds of error.</summary>
    public ImmutableArray<ErrorDefinition> ReadErrors() =>
    [
        .. scope.Section(SectionNames.Errors).Select(definition =>
        {
            var raised = definition.Required("raised");
            var resolved = definition.Node["resolved"];
            return new ErrorDefinition(
                definition.Id,
                definition.Of,
                selectors.Read(raised, definition.Of),
                selectors.Property(raised, raised["code"], SchemaTypes.String),
                selectors.Property(raised, raised["feature"], SchemaTypes.String),
                resolved is null ? null : selectors.Read(resolved, definition.Of),
                resolved is null ? null : selectors.Property(resolved, resolved["feature"], SchemaTypes.String));
        }),
    ];

    /// <summary>Reads the meters.</summary>
    public ImmutableArray<MeterDefinition> ReadMeters() => [.. scope.Section(SectionNames.Meters).Select(ReadMeter)];

    /// <summary>Reads the features.</summary>
    public ImmutableArray<FeatureDefinition> ReadFeatures() =>
    [
        .. scope.Section(SectionNames.Features).Select(definition =>
        {
            var used = definition.Required("used");
            return new FeatureDefinition(
                definition.Id,
                definition.Of,
                selectors.Read(used, definition.Of),
                selectors.Property(used, definition.Node["spent"], Number));
        }),
    ];

    private MeterDefinition ReadMeter(Definition definition)
    {
        var used = definition.Required("used");
        var limit = definition.Node["limit"];
        var adds = used["add"] is not null;
        var period = Period(definition.Text("period"));
        if (adds == (used["set"] is not null))
        {
            scope.Problems.Add(used.Place, "bad_combination", "`used` takes exactly one of `add` and `set`.");
        }
        else if (!adds && period != MeterPeriod.Lifetime)
        {
            scope.Problems.Add(definition.Node["period"]!.Place, "bad_combination", "A meter whose reading is `set` has no period.", "Remove `period`.");
        }

        return new MeterDefinition(
            definition.Id,
            definition.Of,
            period,
            selectors.Read(used, definition.Of),
            selectors.Property(used, used[adds ? "add" : "set"], Number) ?? "",
            adds ? MeterMode.Add : MeterMode.Set,
            limit is null ? null : selectors.Read(limit, definition.Of),
            limit is null ? null : selectors.Property(limit, limit["value"], Number));
    }

    private static MeterPeriod Period(string period) => period switch
    {
        "day" => MeterPeriod.Day,
        "week" => MeterPeriod.Week,
        "month" => MeterPeriod.Month,
        _ => MeterPeriod.Lifetime,
    };
}

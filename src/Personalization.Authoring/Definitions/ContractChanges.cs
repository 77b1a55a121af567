using Personalization.Authoring.Shapes;
using Personalization.Authoring.Sources;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Catalogs.Contracts.Compatibility;

namespace Personalization.Authoring.Definitions;

/// <summary>Reports contracts that could reject events that they accepted before, unless their version says that this is meant.</summary>
internal static class ContractChanges
{
    /// <summary>Compares the contracts that were read with those of the catalog that events keep to today.</summary>
    public static void Check(Catalog against, CatalogScope scope)
    {
        var before = against.Events.ToDictionary(contract => contract.Name, StringComparer.Ordinal);
        foreach (var definition in scope.Section(SectionNames.Events))
        {
            if (!before.TryGetValue(definition.Id, out var old)
                || !scope.Contracts.TryGetValue(definition.Id, out var next)
                || next.Version > old.Version)
            {
                continue;
            }

            foreach (var finding in ContractCompatibility.Compare(old.Properties, next.Properties))
            {
                scope.Problems.Add(
                    PlaceOf(finding, definition),
                    "incompatible_contract",
                    $"The contract of `{next.Name}` could reject events that version {old.Version} accepts ({finding.Code}). {finding.Message}",
                    $"Set `version: {old.Version + 1}` once all senders keep to it, or accept what was accepted.");
            }
        }
    }

    /// <summary>The place in the schema, else where it is said that what nothing names is refused: of the contract, or of the whole catalog.</summary>
    private static SourcePlace PlaceOf(Problem finding, Definition definition)
    {
        var names = JsonPointer.Split(finding.Path);
        var found = definition.Node["properties"] is { } schema ? NodePath.Find(schema, names) : null;
        return found is not null && (names is not [var keyword] || found.Name == keyword)
            ? found.KeyPlace
            : definition.Node.Entry("unknownProperties")?.KeyPlace ?? definition.Place;
    }
}

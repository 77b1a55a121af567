using System.Collections.Immutable;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads what people can agree to: the four purposes that every catalog has, and those that it adds.</summary>
internal static class PurposeReader
{
    /// <summary>Reads all of them: those that there always are at their slots, then others in ordinal order of their names.</summary>
    public static ImmutableArray<PurposeDefinition> Read(CatalogScope scope)
    {
        var defaults = (scope.Header.Node["consentDefaults"]?.Entries ?? []).ToDictionary(entry => entry.Key, entry => entry.Value.Text == "granted", StringComparer.Ordinal);
        var defined = scope.Section(SectionNames.Purposes).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var names = PurposeDefinition.BuiltIn.Select(one => one.Id).Concat(defined.Keys.Concat(defaults.Keys).Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count > Core.Limits.PurposesMax)
        {
            scope.Problems.Add(scope.Header.Place, "too_large", $"The catalog has {names.Count} purposes; {Core.Limits.PurposesMax} are the most.");
        }

        return [.. names.Take(Core.Limits.PurposesMax).Select(name => Purpose(name, defaults.GetValueOrDefault(name, true), defined.GetValueOrDefault(name)))];
    }

    private static PurposeDefinition Purpose(string name, bool isGrantedByDefault, Definition? definition) => new(name, isGrantedByDefault)
    {
        Categories = [.. (definition?.Node["categories"]?.Items ?? []).Select(one => one.Text)],
        Description = (definition?.Node["texts"]?.Entries ?? []).ToImmutableSortedDictionary(text => text.Key, text => text.Value.Text, StringComparer.Ordinal),
    };
}

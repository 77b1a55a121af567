using System.Collections.Immutable;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads the sources of data that people can switch off.</summary>
internal static class SourceReader
{
    /// <summary>Reads all of them, in ordinal order of their ids. A key is of one source, or nobody could tell where its events come from.</summary>
    public static ImmutableArray<SourceDefinition> Read(CatalogScope scope)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. scope.Section(SectionNames.DataSources).Select(source => Read(scope, source, owners))];
    }

    private static SourceDefinition Read(CatalogScope scope, Definition definition, Dictionary<string, string> owners)
    {
        var keys = definition.Node["keys"]?.Items ?? [];
        foreach (var key in keys)
        {
            if (!owners.TryAdd(key.Text, definition.Id))
            {
                scope.Problems.Add(key.Place, "taken_key", $"The key `{key.Text}` is of the source `{owners[key.Text]}` already.");
            }
        }

        return new SourceDefinition(definition.Id)
        {
            Keys = [.. keys.Select(key => key.Text)],
            Description = (definition.Node["texts"]?.Entries ?? []).ToImmutableSortedDictionary(text => text.Key, text => text.Value.Text, StringComparer.Ordinal),
        };
    }
}

using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Personalization.Core.Catalogs;

/// <summary>The sources of a catalog by name and by key; made once per catalog and gone with it.</summary>
public sealed class SourceIndex
{
    private static readonly ConditionalWeakTable<Catalog, SourceIndex> Known = [];
    private readonly FrozenSet<string> names;
    private readonly FrozenDictionary<string, string> byKey;

    private SourceIndex(Catalog catalog)
    {
        names = catalog.DataSources.Select(source => source.Id).ToFrozenSet(StringComparer.Ordinal);
        byKey = catalog.DataSources.SelectMany(source => source.Keys.Select(key => (key, source.Id))).ToFrozenDictionary(one => one.key, one => one.Id, StringComparer.Ordinal);
    }

    /// <summary>The index of a catalog.</summary>
    public static SourceIndex Of(Catalog catalog) => Known.GetValue(catalog, static known => new SourceIndex(known));

    /// <summary>Where an event comes from; null for a source that the catalog does not have. A key that is of a source says it for all that it sends.</summary>
    /// <param name="keyLabel">The label of the key that sent it; null for none.</param>
    /// <param name="said">What the event says of it; null for nothing.</param>
    public string? Find(string? keyLabel, string? said) =>
        keyLabel is not null && byKey.TryGetValue(keyLabel, out var source) ? source
        : said is not null && names.Contains(said) ? said
        : null;
}

using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>Where events come from, as people know it: who does not want that data of theirs from there are used here can switch it off.</summary>
/// <param name="Id">The source's name, such as <c>crm</c>.</param>
public sealed record SourceDefinition(string Id)
{
    /// <summary>The labels of the keys whose events come from it, whatever the events say.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>What it is, for people, by locale; may be empty.</summary>
    public ImmutableSortedDictionary<string, string> Description { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>Something that actions are about, and that people can turn off as a whole or on a channel.</summary>
/// <param name="Id">The topic's name, such as <c>tips</c>.</param>
public sealed record TopicDefinition(string Id)
{
    /// <summary>The slot in <see cref="Catalog.Topics"/> of the topic that it is a part of, or -1. That topic has none.</summary>
    public int ParentSlot { get; init; } = -1;

    /// <summary>Whether it is on until the person says something; null where the parent's counts, or on without one.</summary>
    public bool? IsOnByDefault { get; init; }

    /// <summary>Where that is otherwise, by channel.</summary>
    public ImmutableSortedDictionary<string, bool> Channels { get; init; } = ImmutableSortedDictionary<string, bool>.Empty;

    /// <summary>What it is, for people, by locale; may be empty.</summary>
    public ImmutableSortedDictionary<string, string> Description { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

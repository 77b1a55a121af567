using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads the topics that people can turn off.</summary>
internal sealed class TopicReader(CatalogScope scope)
{
    /// <summary>Reads all of them, in ordinal order of their ids.</summary>
    public ImmutableArray<TopicDefinition> Read()
    {
        var definitions = scope.Section(SectionNames.Topics).ToImmutableArray();
        var settings = definitions.Length * (1 + scope.Used(SectionNames.Surfaces, "channel").Distinct(StringComparer.Ordinal).Count());
        if (settings > Core.Limits.SlotsMax)
        {
            scope.Problems.Add(definitions[0].Place, "too_large", $"Topics and channels make {settings} choices; {Core.Limits.SlotsMax} are the most.");
        }

        return [.. definitions.Select(definition => Read(definition, definitions))];
    }

    private TopicDefinition Read(Definition definition, ImmutableArray<Definition> all)
    {
        foreach (var channel in definition.Node["channels"]?.Entries ?? [])
        {
            scope.Require(scope.Used(SectionNames.Surfaces, "channel"), channel.Name, "unknown_channel", "surface with the channel", "Channels of surfaces are");
        }

        return new TopicDefinition(definition.Id)
        {
            ParentSlot = ReadParent(definition.Node["parent"], all),
            IsOnByDefault = definition.Node["default"] is { } word ? IsOn(word) : null,
            Channels = (definition.Node["channels"]?.Entries ?? []).ToImmutableSortedDictionary(channel => channel.Key, channel => IsOn(channel.Value), StringComparer.Ordinal),
            Description = (definition.Node["texts"]?.Entries ?? []).ToImmutableSortedDictionary(text => text.Key, text => text.Value.Text, StringComparer.Ordinal),
        };
    }

    /// <summary>One level of parts is enough for a page that people understand, and it lets no circle through.</summary>
    private int ReadParent(SourceNode? parent, ImmutableArray<Definition> all)
    {
        if (parent is null || !scope.Require(SectionNames.Topics, parent, "unknown_topic", "topic"))
        {
            return -1;
        }

        var slot = Slots.Find(all, one => one.Id, parent.Text);
        if (slot >= 0 && all[slot].Node["parent"] is not null)
        {
            scope.Problems.Add(parent.Place, "nested_topic", $"`{parent.Text}` is a part of another topic itself.", "Name the topic that has no `parent`.");
            return -1;
        }

        return slot;
    }

    private static bool IsOn(SourceNode word) => word.Text == "on";
}

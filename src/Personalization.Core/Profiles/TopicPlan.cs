using System.Collections.Immutable;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles;

/// <summary>What people can turn on and off in a catalog, compiled: each topic as a whole and on each channel.</summary>
public sealed class TopicPlan
{
    private readonly ImmutableArray<TopicRule> rules;

    /// <summary>Compiles the topics of a catalog.</summary>
    public TopicPlan(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        Channels = catalog.Channels;
        rules = [.. catalog.Topics.SelectMany((_, slot) => Channels.Select(channel => new TopicRule(catalog, Channels, slot, channel)).Prepend(new TopicRule(catalog, Channels, slot, null)))];
    }

    /// <summary>The channels that surfaces name, in ordinal order.</summary>
    public ImmutableArray<string> Channels { get; }

    /// <summary>The place of a topic as a whole in <see cref="Catalog.TopicSettings"/>.</summary>
    public int SettingOf(int topicSlot) => topicSlot * (Channels.Length + 1);

    /// <summary>The place of a topic on a channel of <see cref="Channels"/> in <see cref="Catalog.TopicSettings"/>.</summary>
    public int SettingOf(int topicSlot, string channel) => SettingOf(topicSlot) + 1 + Channels.IndexOf(channel);

    /// <summary>The rule of a topic as a whole.</summary>
    public TopicRule Whole(int topicSlot) => rules[SettingOf(topicSlot)];

    /// <summary>The rule of a topic on a channel of <see cref="Channels"/>.</summary>
    public TopicRule On(int topicSlot, string channel) => rules[SettingOf(topicSlot, channel)];
}

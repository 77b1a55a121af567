using System.Collections.Immutable;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles;

/// <summary>Whether a topic is on for a person, as a whole or on a channel.</summary>
/// <remarks>
/// What a person said goes before what the catalog says. In both the closer word counts: of the topic on the channel, of the topic, of
/// its parent on the channel, of its parent.
/// </remarks>
public sealed class TopicRule
{
    private readonly int[] slots;

    /// <summary>Compiles the rule of a topic.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="topicSlot">The topic's slot.</param>
    /// <param name="channel">One of the channels; null for the topic as a whole.</param>
    internal TopicRule(Catalog catalog, ImmutableArray<string> channels, int topicSlot, string? channel)
    {
        var topic = catalog.Topics[topicSlot];
        var parent = topic.ParentSlot < 0 ? null : catalog.Topics[topic.ParentSlot];
        TopicId = topic.Id;
        slots = [.. Slots(channels, topicSlot, channel), .. parent is null ? [] : Slots(channels, topic.ParentSlot, channel)];
        IsOnByDefault = Default(topic, channel) ?? (parent is null ? null : Default(parent, channel)) ?? true;
    }

    /// <summary>The topic's name.</summary>
    public string TopicId { get; }

    /// <summary>Whether it is on for whoever said nothing.</summary>
    public bool IsOnByDefault { get; }

    /// <summary>Whether it is on.</summary>
    /// <param name="user">The person's profile.</param>
    /// <param name="said">When they said so; null where the catalog counts.</param>
    public bool IsOn(Profile user, out Instant? said)
    {
        ArgumentNullException.ThrowIfNull(user);
        foreach (var slot in slots)
        {
            if (user.TopicRows.TryGet(slot, out var row))
            {
                said = row.Stamp.Time;
                return row.Value;
            }
        }

        said = null;
        return IsOnByDefault;
    }

    private static IEnumerable<int> Slots(ImmutableArray<string> channels, int topicSlot, string? channel)
    {
        var whole = topicSlot * (channels.Length + 1);
        return channel is null ? [whole] : [whole + 1 + channels.IndexOf(channel), whole];
    }

    private static bool? Default(TopicDefinition topic, string? channel) =>
        channel is not null && topic.Channels.TryGetValue(channel, out var isOn) ? isOn : topic.IsOnByDefault;
}

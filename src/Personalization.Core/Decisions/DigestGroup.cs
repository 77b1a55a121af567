using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>What comes together on a channel where somebody says how often a topic is to come: the topic, and those of its parts of which they say nothing.</summary>
internal sealed class DigestGroup
{
    private readonly int onChannel;
    private readonly (int Whole, int OnChannel)[] parts;

    /// <summary>Compiles the group of a topic.</summary>
    public DigestGroup(Catalog catalog, TopicPlan topics, int topicSlot, string channel)
    {
        TopicId = catalog.Topics[topicSlot].Id;
        Whole = topics.SettingOf(topicSlot);
        onChannel = topics.SettingOf(topicSlot, channel);
        parts =
        [
            .. Enumerable.Range(0, catalog.Topics.Length).Where(part => catalog.Topics[part].ParentSlot == topicSlot)
                .Select(part => (topics.SettingOf(part), topics.SettingOf(part, channel))),
        ];
    }

    /// <summary>The topic's name.</summary>
    public string TopicId { get; }

    /// <summary>The place of the topic as a whole in <see cref="Catalog.TopicSettings"/>.</summary>
    public int Whole { get; }

    /// <summary>When something of it came last or is to come; null for never.</summary>
    public Instant? Last(Profile user)
    {
        var last = user.DigestTimes.Time(onChannel);
        foreach (var (whole, part) in parts)
        {
            if (user.Digest(whole) is null && user.DigestTimes.Time(part) is { } time && !(last >= time))
            {
                last = time;
            }
        }

        return last;
    }
}

using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>How often what is of a topic comes on a channel. What a person says of a topic goes before what they say of its parent.</summary>
internal sealed class DigestRule
{
    private readonly DigestGroup[] groups;

    /// <summary>Compiles the rule of a topic.</summary>
    public DigestRule(Catalog catalog, TopicPlan topics, int topicSlot, string channel)
    {
        var parent = catalog.Topics[topicSlot].ParentSlot;
        groups = [new DigestGroup(catalog, topics, topicSlot, channel), .. parent < 0 ? [] : new[] { new DigestGroup(catalog, topics, parent, channel) }];
    }

    /// <summary>Finds what comes together for a person.</summary>
    /// <param name="user">Their profile.</param>
    /// <param name="group">What comes together.</param>
    /// <param name="isWeekly">Whether once a week, rather than once a day.</param>
    /// <param name="said">When they said so.</param>
    /// <returns>False where each piece comes on its own.</returns>
    public bool TryFind(Profile user, [NotNullWhen(true)] out DigestGroup? group, out bool isWeekly, out Instant said)
    {
        foreach (var one in groups)
        {
            if (user.DigestRows.TryGet(one.Whole, out var row))
            {
                (group, isWeekly, said) = (one, row.Value == DigestFrequency.Weekly, row.Stamp.Time);
                return row.Value is DigestFrequency.Daily or DigestFrequency.Weekly;
            }
        }

        (group, isWeekly, said) = (null, false, default);
        return false;
    }
}

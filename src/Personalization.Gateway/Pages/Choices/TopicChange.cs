using Personalization.Core.Catalogs;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>Finds what is to be said of topics so that what a person sees ticked is what they get.</summary>
internal static class TopicChange
{
    /// <summary>What is to be said, by setting; empty where nothing was changed.</summary>
    /// <remarks>
    /// What was changed is said on its channel. Where all channels of a changed topic agree, the topic is said as a whole, so that a channel that is added later is like them. A part of a
    /// changed topic may have followed it until now although the person saw it ticked by itself, so all of the part is said.
    /// </remarks>
    public static Dictionary<string, bool> Find(ChoiceForm shown, ChoiceForm said, Catalog catalog)
    {
        var change = new Dictionary<string, bool>(StringComparer.Ordinal);
        var isChanged = catalog.Topics.Select(topic => SettingsOf(topic).Any(IsChanged)).ToArray();
        for (var slot = 0; slot < isChanged.Length; slot++)
        {
            var topic = catalog.Topics[slot];
            var follows = topic.ParentSlot >= 0 && isChanged[topic.ParentSlot];
            foreach (var setting in SettingsOf(topic).Where(setting => follows || IsChanged(setting)))
            {
                change[setting] = said.Topics[setting];
            }

            if (isChanged[slot] && SettingsOf(topic).Select(setting => said.Topics[setting]).Distinct().ToArray() is [var all])
            {
                change[topic.Id] = all;
            }
        }

        return change;

        bool IsChanged(string setting) => said.Topics[setting] != shown.Topics[setting];

        IEnumerable<string> SettingsOf(TopicDefinition topic) => ChoiceForm.SettingsOf(catalog, topic.Id).Where(said.Topics.ContainsKey);
    }

    /// <summary>What is to be said to switch everything off: every topic as a whole, and each channel that may have been switched on by itself.</summary>
    public static Dictionary<string, bool> Off(ChoiceForm now, Catalog catalog) =>
        catalog.Topics.Select(topic => topic.Id).Concat(now.Topics.Where(one => one.Value).Select(one => one.Key))
            .Distinct(StringComparer.Ordinal).ToDictionary(setting => setting, _ => false, StringComparer.Ordinal);
}

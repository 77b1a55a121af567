using Personalization.Core.Catalogs;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>Finds what is to be said of topics so that what a person sees ticked is what they get.</summary>
/// <param name="shown">What the form held when it was shown.</param>
/// <param name="said">What it holds now.</param>
/// <param name="catalog">What there is to choose.</param>
internal sealed class TopicChange(ChoiceForm shown, ChoiceForm said, Catalog catalog)
{
    private readonly Dictionary<string, bool> change = new(StringComparer.Ordinal);

    /// <summary>What is to be said, by setting; empty where nothing was changed.</summary>
    /// <remarks>
    /// What was changed is said on its channel. Where all channels of a changed topic agree, the topic is said as a whole, so that a channel that is added later is like them. A part of a
    /// topic may have followed it until now although the person saw it ticked by itself, so what is said of the topic on a channel is said of its parts there, too.
    /// </remarks>
    public Dictionary<string, bool> Find()
    {
        foreach (var topic in catalog.Topics)
        {
            var changed = SettingsOf(topic).Where(setting => said.Topics[setting] != shown.Topics[setting]).ToList();
            foreach (var setting in changed)
            {
                change[setting] = said.Topics[setting];
            }

            if (changed.Count > 0 && SettingsOf(topic).Select(setting => said.Topics[setting]).Distinct().ToArray() is [var all])
            {
                change[topic.Id] = all;
            }
        }

        foreach (var part in catalog.Topics.Where(topic => topic.ParentSlot >= 0))
        {
            var whole = catalog.Topics[part.ParentSlot].Id;
            foreach (var setting in SettingsOf(part).Where(setting => change.ContainsKey(whole) || change.ContainsKey(whole + setting[part.Id.Length..])))
            {
                change[setting] = said.Topics[setting];
            }
        }

        return change;
    }

    /// <summary>What is to be said to switch everything off: every topic as a whole, and each channel that may have been switched on by itself.</summary>
    public static Dictionary<string, bool> Off(ChoiceForm now, Catalog catalog) =>
        catalog.Topics.Select(topic => topic.Id).Concat(now.Topics.Where(one => one.Value).Select(one => one.Key))
            .Distinct(StringComparer.Ordinal).ToDictionary(setting => setting, _ => false, StringComparer.Ordinal);

    private IEnumerable<string> SettingsOf(TopicDefinition topic) => ChoiceForm.SettingsOf(catalog, topic.Id).Where(said.Topics.ContainsKey);
}

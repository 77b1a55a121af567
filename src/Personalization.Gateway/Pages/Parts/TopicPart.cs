using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Html;

namespace Personalization.Gateway.Pages.Parts;

/// <summary>The part about what comes, on which channel and how often.</summary>
internal static class TopicPart
{
    /// <summary>Adds it; nothing where there are no topics.</summary>
    public static void Add(HtmlText page, PageVisit visit, ChoiceForm form, IReadOnlyList<ChoiceFault> faults)
    {
        if (visit.Form.Topics.Count == 0)
        {
            return;
        }

        page.Add($"<fieldset class=\"card\"><legend>{visit.Texts.Topics}</legend>\n<p class=\"hint\">{visit.Texts.TopicsHint}</p>\n");
        for (var slot = 0; slot < visit.Catalog.Topics.Length; slot++)
        {
            if (visit.Catalog.Topics[slot].ParentSlot < 0)
            {
                AddTopic(page, visit, form, faults, slot);
                foreach (var part in Enumerable.Range(0, visit.Catalog.Topics.Length).Where(part => visit.Catalog.Topics[part].ParentSlot == slot))
                {
                    AddTopic(page, visit, form, faults, part);
                }
            }
        }

        page.Add($"</fieldset>\n");
    }

    private static void AddTopic(HtmlText page, PageVisit visit, ChoiceForm form, IReadOnlyList<ChoiceFault> faults, int slot)
    {
        var topic = visit.Catalog.Topics[slot];
        var name = visit.Language.Best(topic.Description, visit.Catalog.DefaultLocale) ?? new WrittenText(topic.Id, null);
        page.Add($"<fieldset class=\"part{(topic.ParentSlot < 0 ? "" : " inner")}\"><legend>{name}</legend>\n<div class=\"row\">\n");
        var column = 0;
        foreach (var setting in ChoiceForm.SettingsOf(visit.Catalog, topic.Id).Where(visit.Form.Topics.ContainsKey))
        {
            var wasTicked = visit.Form.Topics[setting];
            page.AddBox($"{ChoiceFields.Topic}.{slot}.{column++}", ChoiceFields.Topic, setting, form.Topics.GetValueOrDefault(setting, wasTicked), wasTicked, Channel(visit, topic, setting));
        }

        page.Add($"</div>\n");
        AddDigest(page, visit, form, faults, topic);
        page.Add($"</fieldset>\n");
    }

    private static void AddDigest(HtmlText page, PageVisit visit, ChoiceForm form, IReadOnlyList<ChoiceFault> faults, TopicDefinition topic)
    {
        if (!visit.Form.Digests.TryGetValue(topic.Id, out var shown))
        {
            return;
        }

        var id = ChoiceFields.Digest + topic.Id;
        var chosen = form.Digests.GetValueOrDefault(topic.Id, shown);
        page.Add($"<div class=\"field inline\"><label for=\"{id}\">{visit.Texts.Digest}</label><select id=\"{id}\" name=\"{id}\"").AddFault(faults, id).Add($">");
        if (shown.Length == 0)
        {
            page.Add($"<option value=\"\">{visit.Texts.DigestUnsaid}</option>");
        }

        foreach (var frequency in DigestFrequencies.Names)
        {
            page.Add($"<option value=\"{frequency}\"{(frequency == chosen ? " selected" : "")}>{visit.Texts.Digests[frequency]}</option>");
        }

        page.Add($"</select><input type=\"hidden\" name=\"{id}{ChoiceFields.Shown}\" value=\"{shown}\"></div>\n").AddMessage(faults, id);
    }

    private static WrittenText Channel(PageVisit visit, TopicDefinition topic, string setting)
    {
        if (setting.Length == topic.Id.Length)
        {
            return new WrittenText(visit.Texts.TopicAsWhole, null);
        }

        var channel = setting[(topic.Id.Length + 1)..];
        return new WrittenText(visit.Texts.Channels.GetValueOrDefault(channel, channel), null);
    }
}

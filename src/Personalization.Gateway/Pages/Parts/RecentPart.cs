using System.Globalization;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Html;
using Personalization.Gateway.Pages.Recent;

namespace Personalization.Gateway.Pages.Parts;

/// <summary>The part about what a person got lately: what, when, where and why, each with a button for less of it.</summary>
internal static class RecentPart
{
    /// <summary>Adds it; nothing where there is nothing to tell. Each button is a form of its own, so that what was changed above is not in it.</summary>
    public static void Add(HtmlText page, PageVisit visit, IReadOnlyList<RecentAction> recent)
    {
        var others = visit.View.Preferences.LessLike.Where(one => recent.All(shown => shown.Id != one.Key)).ToList();
        if (recent.Count == 0 && others.Count == 0)
        {
            return;
        }

        var days = Math.Ceiling(visit.Catalog.LessLikeThis.TotalDays).ToString(CultureInfo.InvariantCulture);
        page.Add($"<section class=\"card\" id=\"recent\"><h2>{visit.Texts.Recent}</h2>\n<p class=\"hint\">{Format(visit.Texts.RecentHint, days)}</p>\n<ul class=\"links\">\n");
        var row = 0;
        foreach (var action in recent)
        {
            var id = Begin(page, action.Title, row++);
            page.Add($"<p class=\"hint\">{Format(visit.Texts.RecentAt, Day(visit, action.At), Time(visit, action.At))}, {visit.Texts.Channels.GetValueOrDefault(action.Channel, action.Channel)}</p>\n<p>{action.Why}</p>\n");
            AddTopic(page, visit, action.Id);
            AddButton(page, visit, action.Id, id);
        }

        foreach (var (action, _) in others)
        {
            AddButton(page, visit, action, Begin(page, Name(visit, action), row++));
        }

        page.Add($"</ul>\n</section>\n");
    }

    private static string Begin(HtmlText page, WrittenText title, int row)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"recent.{row}");
        page.Add($"<li class=\"part\"><h3 id=\"{id}\">{title}</h3>\n");
        return id;
    }

    private static void AddTopic(HtmlText page, PageVisit visit, string actionId)
    {
        if (Find(visit, actionId) is { TopicSlot: >= 0 and var topic })
        {
            page.Add($"<p class=\"hint\">{visit.Texts.RecentTopic} {visit.Language.Best(visit.Catalog.Topics[topic].Description, visit.Catalog.DefaultLocale) ?? new WrittenText(visit.Catalog.Topics[topic].Id, null)}</p>\n");
        }
    }

    /// <summary>What has to be known comes all the same, and what the catalog does not have any more never comes again: there is nothing to choose.</summary>
    private static void AddButton(HtmlText page, PageVisit visit, string actionId, string titleId)
    {
        var texts = visit.Texts;
        if (visit.View.Preferences.LessLike.TryGetValue(actionId, out var until))
        {
            page.Add($"<p class=\"hint\">{Format(texts.LessUntil, Day(visit, until))}</p>\n");
            AddForm(page, visit, ChoiceFields.More, actionId, titleId, texts.LessBack);
        }
        else if (Find(visit, actionId) is { IsCritical: var isCritical })
        {
            if (isCritical)
            {
                page.Add($"<p class=\"hint\">{texts.RecentCritical}</p>\n");
            }
            else
            {
                AddForm(page, visit, ChoiceFields.Less, actionId, titleId, texts.Less);
            }
        }

        page.Add($"</li>\n");
    }

    private static void AddForm(HtmlText page, PageVisit visit, string field, string actionId, string titleId, string label) => page
        .Add($"<form method=\"post\" action=\"?lang={visit.Texts.Language}\"><button class=\"plain\" type=\"submit\" name=\"{field}\" value=\"{actionId}\" aria-describedby=\"{titleId}\">{label}</button></form>\n");

    /// <summary>What an action is called; its id where its title is made for each person anew.</summary>
    private static WrittenText Name(PageVisit visit, string actionId)
    {
        var titles = Find(visit, actionId)?.Content.ByLocale.Where(one => one.Value.ContainsKey("title")).ToDictionary(one => one.Key, one => one.Value["title"], StringComparer.Ordinal);
        return titles is not null && visit.Language.Best(titles, visit.Catalog.DefaultLocale) is { } title && !title.Text.Contains("${", StringComparison.Ordinal) ? title : new WrittenText(actionId, null);
    }

    private static ActionDefinition? Find(PageVisit visit, string actionId) => visit.Catalog.Actions.FirstOrDefault(action => action.Id == actionId);

    private static string Day(PageVisit visit, Instant at) => visit.Clock.DayOf(at).ToString(visit.Texts.DayFormat, CultureInfo.InvariantCulture);

    private static string Time(PageVisit visit, Instant at)
    {
        var local = visit.Clock.Zone.ToLocal(at);
        return string.Create(CultureInfo.InvariantCulture, $"{local.Hour}:{local.Minute:00}");
    }

    private static string Format(string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.InvariantCulture, text, values);
}

using System.Globalization;
using Personalization.Core.Calendars;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Html;
using Personalization.Gateway.Preferences;

namespace Personalization.Gateway.Pages.Parts;

/// <summary>The parts about when nothing is to come: a rest from everything, and quiet hours.</summary>
internal static class TimePart
{
    /// <summary>Adds them.</summary>
    public static void Add(HtmlText page, PageVisit visit, ChoiceForm form, IReadOnlyList<ChoiceFault> faults)
    {
        var texts = visit.Texts;
        page.Add($"<fieldset class=\"card\"><legend>{texts.Pause}</legend>\n<div class=\"field\"><label for=\"{ChoiceFields.Pause}\">{texts.PauseLabel}</label>\n")
            .AddMessage(faults, ChoiceFields.Pause)
            .Add($"<input type=\"date\" id=\"{ChoiceFields.Pause}\" name=\"{ChoiceFields.Pause}\" value=\"{form.PauseUntil}\"").AddFault(faults, ChoiceFields.Pause)
            .Add($"><input type=\"hidden\" name=\"{ChoiceFields.Pause}{ChoiceFields.Shown}\" value=\"{visit.Form.PauseUntil}\">\n<p class=\"hint\">{texts.PauseHint}</p></div>\n</fieldset>\n");

        page.Add($"<fieldset class=\"card\"><legend>{texts.Quiet}</legend>\n<p class=\"hint\">{Format(texts.QuietHint, visit.Clock.Name)}</p>\n")
            .Add($"<input type=\"hidden\" name=\"{ChoiceFields.Quiet}{ChoiceFields.Shown}\" value=\"{visit.Form.QuietText}\">\n");
        for (var row = 0; row < form.Quiet.Count; row++)
        {
            AddRow(page, visit, form.Quiet[row], row, Format(texts.QuietRow, (row + 1).ToString(CultureInfo.InvariantCulture)), faults);
        }

        if (form.Quiet.Count < Core.Limits.WeeklyIntervalsMax)
        {
            AddRow(page, visit, QuietRow.New, form.Quiet.Count, texts.QuietNewRow, faults);
        }

        page.Add($"</fieldset>\n");
    }

    private static void AddRow(HtmlText page, PageVisit visit, QuietRow shown, int row, string legend, IReadOnlyList<ChoiceFault> faults)
    {
        var (from, to, days) = ChoiceFields.OfRow(row);
        page.Add($"<fieldset class=\"part\"><legend>{legend}</legend>\n").AddMessage(faults, from).AddMessage(faults, to).Add($"<div class=\"row\">\n");
        foreach (var (id, label, value) in new[] { (from, visit.Texts.QuietFrom, shown.From), (to, visit.Texts.QuietTo, shown.To) })
        {
            page.Add($"<div class=\"field inline\"><label for=\"{id}\">{label}</label><input type=\"time\" id=\"{id}\" name=\"{id}\" value=\"{value}\"").AddFault(faults, id).Add($"></div>\n");
        }

        page.Add($"</div>\n<fieldset id=\"{days}\"><legend>{visit.Texts.QuietDays}</legend>\n").AddMessage(faults, days).Add($"<div class=\"row\">\n");
        var at = 0;
        foreach (var day in IntervalFields.Names(Weekdays.All))
        {
            var isTicked = (shown.Days & IntervalFields.Day(day)) != Weekdays.None;
            page.Add($"<div class=\"choice\"><input type=\"checkbox\" id=\"{days}.{at}\" name=\"{days}\" value=\"{day}\"{(isTicked ? " checked" : "")}><label for=\"{days}.{at}\">{visit.Texts.Days[at++]}</label></div>\n");
        }

        page.Add($"</div>\n</fieldset>\n</fieldset>\n");
    }

    private static string Format(string text, string value) => string.Format(CultureInfo.InvariantCulture, text, value);
}

using System.Globalization;
using Personalization.Core.Calendars;
using Personalization.Core.Events;
using Personalization.Gateway.Pages.Texts;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>Finds what is wrong with what a person entered.</summary>
internal static class ChoiceCheck
{
    /// <summary>All of it, in the order of the page.</summary>
    /// <param name="shown">What the form held when it was shown.</param>
    /// <param name="said">What it holds now.</param>
    /// <param name="today">The day of the person.</param>
    /// <param name="texts">The page's texts.</param>
    public static IReadOnlyList<ChoiceFault> Find(ChoiceForm shown, ChoiceForm said, DateOnly today, PageTexts texts)
    {
        List<ChoiceFault> faults =
        [
            .. said.Digests.Where(one => one.Value != shown.Digests[one.Key] && !DigestFrequencies.TryParse(one.Value, out _))
                .Select(one => new ChoiceFault(ChoiceFields.Digest + one.Key, texts.NotKept)),
        ];
        if (said.PauseUntil.Length > 0 && said.PauseUntil != shown.PauseUntil)
        {
            AddPause(said.PauseUntil, today, texts, faults);
        }

        AddQuiet(said.Quiet, texts, faults);
        return faults;
    }

    /// <summary>The day of a text; false where it is none.</summary>
    public static bool TryReadDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static void AddPause(string until, DateOnly today, PageTexts texts, List<ChoiceFault> faults)
    {
        if (!TryReadDay(until, out var day))
        {
            faults.Add(new ChoiceFault(ChoiceFields.Pause, texts.DayMissing));
        }
        else if (day <= today)
        {
            faults.Add(new ChoiceFault(ChoiceFields.Pause, texts.DayOver));
        }
    }

    private static void AddQuiet(IReadOnlyList<QuietRow> rows, PageTexts texts, List<ChoiceFault> faults)
    {
        var intervals = new List<WeeklyInterval>();
        for (var row = 0; row < rows.Count; row++)
        {
            var (from, to, days) = ChoiceFields.OfRow(row);
            if (!QuietRow.IsTime(rows[row].From) || !QuietRow.IsTime(rows[row].To))
            {
                faults.Add(new ChoiceFault(QuietRow.IsTime(rows[row].From) ? to : from, texts.TimeMissing));
            }
            else if (rows[row].Days == Weekdays.None)
            {
                faults.Add(new ChoiceFault(days, texts.DaysMissing));
            }
            else if (rows[row].ToFields().Read("", out var interval) is null)
            {
                intervals.Add(interval);
            }
        }

        if (new WeeklyHours([.. intervals]).IsAlways)
        {
            faults.Add(new ChoiceFault(ChoiceFields.OfRow(0).From, texts.QuietAlways));
        }
    }
}

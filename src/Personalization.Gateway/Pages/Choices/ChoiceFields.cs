using Personalization.Core.Calendars;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>The names of the form's fields, and what they say when they come back. Next to each stands hidden what was shown, so that only what a person changed is taken for said.</summary>
internal static class ChoiceFields
{
    public const string Consent = "consent", Topic = "topic", DataSource = "source", Digest = "digest.", Pause = "pause", Quiet = "quiet", Do = "do", Off = "off", Sure = "sure", Less = "less", More = "more";

    /// <summary>What the name of a field ends with that says what was shown.</summary>
    public const string Shown = "_shown";

    /// <summary>The names of a row's fields.</summary>
    public static (string From, string To, string Days) OfRow(int row) => ($"{Quiet}.{row}.from", $"{Quiet}.{row}.to", $"{Quiet}.{row}.days");

    /// <summary>The mark of a box that was shown: ticked or not, and which.</summary>
    public static string Mark(string box, bool isTicked) => (isTicked ? "1" : "0") + box;

    /// <summary>Reads what was shown, as far as there still is such a thing to choose.</summary>
    public static ChoiceForm ReadShown(SentForm form, ChoiceForm now) => new()
    {
        Consents = Marked(form, Consent, now.Consents),
        Topics = Marked(form, Topic, now.Topics),
        DataSources = Marked(form, DataSource, now.DataSources),
        Digests = Digests(form, now, Shown),
        PauseUntil = form.Text(Pause + Shown),
        Quiet = [],
    };

    /// <summary>Reads what a person entered into the boxes that were shown.</summary>
    public static ChoiceForm Read(SentForm form, ChoiceForm shown) => new()
    {
        Consents = Ticked(form, Consent, shown.Consents),
        Topics = Ticked(form, Topic, shown.Topics),
        DataSources = Ticked(form, DataSource, shown.DataSources),
        Digests = Digests(form, shown, ""),
        PauseUntil = form.Text(Pause).Trim(),
        Quiet = [.. Rows(form).Where(row => !row.IsEmpty)],
    };

    private static Dictionary<string, bool> Marked(SentForm form, string name, IReadOnlyDictionary<string, bool> known) =>
        form.All(name + Shown)
            .Where(mark => mark is { Length: > 1 } && known.ContainsKey(mark[1..]))
            .DistinctBy(mark => mark![1..], StringComparer.Ordinal)
            .ToDictionary(mark => mark![1..], mark => mark![0] == '1', StringComparer.Ordinal);

    private static Dictionary<string, bool> Ticked(SentForm form, string name, IReadOnlyDictionary<string, bool> shown)
    {
        var ticked = form.All(name).ToHashSet(StringComparer.Ordinal);
        return shown.Keys.ToDictionary(box => box, ticked.Contains, StringComparer.Ordinal);
    }

    private static Dictionary<string, string> Digests(SentForm form, ChoiceForm known, string ending) =>
        known.Digests.Keys.ToDictionary(topic => topic, topic => form.Text(Digest + topic + ending), StringComparer.Ordinal);

    private static IEnumerable<QuietRow> Rows(SentForm form)
    {
        for (var row = 0; row < Core.Limits.WeeklyIntervalsMax; row++)
        {
            var (from, to, days) = OfRow(row);
            yield return new QuietRow(form.Text(from).Trim(), form.Text(to).Trim(), Read(form.All(days)));
        }
    }

    private static Weekdays Read(IReadOnlyList<string?> names) => names.Aggregate(Weekdays.None, (days, name) => days | Preferences.IntervalFields.Day(name));
}

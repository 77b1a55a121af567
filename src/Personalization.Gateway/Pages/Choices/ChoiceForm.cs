using System.Globalization;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Grains;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>What stands in the form: of a profile when it is shown, of a person when it is sent.</summary>
internal sealed record ChoiceForm
{
    /// <summary>Whether a purpose is ticked.</summary>
    public required IReadOnlyDictionary<string, bool> Consents { get; init; }

    /// <summary>Whether a topic is ticked, by its settings on each channel (<c>tips/email</c>).</summary>
    public required IReadOnlyDictionary<string, bool> Topics { get; init; }

    /// <summary>Whether a source of data is ticked.</summary>
    public required IReadOnlyDictionary<string, bool> DataSources { get; init; }

    /// <summary>The frequency that is chosen, by topic; empty for none.</summary>
    public required IReadOnlyDictionary<string, string> Digests { get; init; }

    /// <summary>The first day after the rest, such as <c>2026-03-08</c>; empty for no rest.</summary>
    public required string PauseUntil { get; init; }

    /// <summary>The rows of quiet hours, without an empty one.</summary>
    public required IReadOnlyList<QuietRow> Quiet { get; init; }

    /// <summary>The rows as one text, to tell whether they were changed.</summary>
    public string QuietText => string.Join(' ', Quiet);

    /// <summary>What counts for a person now.</summary>
    /// <param name="view">Their profile.</param>
    /// <param name="catalog">What there is to choose.</param>
    /// <param name="zone">Where they are.</param>
    public static ChoiceForm Of(ProfileView view, Catalog catalog, TimeZoneRules zone) => new()
    {
        Consents = view.Consents.ToDictionary(one => one.Key, one => one.Value.IsGranted, StringComparer.Ordinal),
        Topics = catalog.Topics.SelectMany(topic => Topic(view, catalog, topic.Id)).ToDictionary(one => one.Setting, one => one.IsOn, StringComparer.Ordinal),
        DataSources = view.Preferences.DataSources.ToDictionary(one => one.Key, one => one.Value.IsOn, StringComparer.Ordinal),
        Digests = view.Preferences.Topics.ToDictionary(one => one.Key, one => one.Value.Digest is { } digest ? DigestFrequencies.Name(digest) : "", StringComparer.Ordinal),
        PauseUntil = view.Preferences.SnoozedUntil is { } until ? Day(zone.ToLocal(until)) : "",
        Quiet = [.. view.Preferences.QuietHours.Select(QuietRow.Of)],
    };

    /// <summary>What of a topic can be ticked: it on each channel, or as a whole where there are no channels.</summary>
    public static IReadOnlyList<string> SettingsOf(Catalog catalog, string topic) =>
        catalog.Channels is { IsEmpty: false } channels ? [.. channels.Select(channel => $"{topic}/{channel}")] : [topic];

    /// <summary>The catalog may be a moment newer than the profile: what the profile does not have yet is not asked about.</summary>
    private static IEnumerable<(string Setting, bool IsOn)> Topic(ProfileView view, Catalog catalog, string topic)
    {
        if (!view.Preferences.Topics.TryGetValue(topic, out var said))
        {
            yield break;
        }

        foreach (var setting in SettingsOf(catalog, topic))
        {
            if (setting.Length == topic.Length)
            {
                yield return (setting, said.IsOn);
            }
            else if (said.Channels.TryGetValue(setting[(topic.Length + 1)..], out var isOn))
            {
                yield return (setting, isOn);
            }
        }
    }

    private static string Day(LocalTime local) => string.Create(CultureInfo.InvariantCulture, $"{local.Date.Year:0000}-{local.Date.Month:00}-{local.Date.Day:00}");
}

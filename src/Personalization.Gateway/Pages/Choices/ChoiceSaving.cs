using Personalization.Core;
using Personalization.Gateway.Consents;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Preferences;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>Says for a person what they changed on the page, by the same calls as everybody else.</summary>
internal sealed class ChoiceSaving(ConsentCall consents, PreferenceCall preferences, TimeProvider clock)
{
    /// <summary>Where it was said.</summary>
    public const string Source = "preference_page";

    /// <summary>Says what was changed; nothing where nothing was.</summary>
    /// <param name="visit">Who says it.</param>
    /// <param name="shown">What the form held when it was shown.</param>
    /// <param name="said">What it holds now; nothing is wrong with it.</param>
    /// <param name="isQuietChanged">Whether the quiet hours were changed.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null, or what stood in the way.</returns>
    public async ValueTask<Problem?> Save(PageVisit visit, ChoiceForm shown, ChoiceForm said, bool isQuietChanged, CancellationToken cancellation)
    {
        var agreed = said.Consents.Where(one => one.Value != shown.Consents[one.Key]).ToList();
        if (agreed.Count > 0 && visit.Link.May(LinkRights.Consents))
        {
            // The catalog of this hash has the words that they read.
            var fields = new ConsentFields { Consents = agreed, Source = Source, Proof = $"catalog {visit.Catalog.Hash}, {visit.Language.Wanted}" };
            if ((await consents.Take(visit.Link.Subject, fields, cancellation)).Problem is { } refused)
            {
                return refused;
            }
        }

        return visit.Link.May(LinkRights.Preferences) ? await Say(visit, Changed(visit, shown, said, isQuietChanged), cancellation) : null;
    }

    /// <summary>Switches everything off that can be.</summary>
    public ValueTask<Problem?> SwitchOff(PageVisit visit, CancellationToken cancellation) => Say(
        visit,
        new PreferenceFields
        {
            Topics = TopicChange.Off(visit.Form, visit.Catalog),
            SnoozedUntil = visit.Clock.Begin(visit.Clock.DayOf(Now).AddYears(Limits.EverythingOffYears)),
        },
        cancellation);

    /// <summary>Says that they want less like an action, or do not mind it any more.</summary>
    public ValueTask<Problem?> SayLess(PageVisit visit, string actionId, bool isLess, CancellationToken cancellation) =>
        Say(visit, new PreferenceFields { LessLikeThis = new(StringComparer.Ordinal) { [actionId] = isLess } }, cancellation);

    private Instant Now => Instant.From(clock.GetUtcNow());

    private PreferenceFields Changed(PageVisit visit, ChoiceForm shown, ChoiceForm said, bool isQuietChanged) => new()
    {
        Topics = new TopicChange(shown, said, visit.Catalog).Find(),
        Digest = said.Digests.Where(one => one.Value != shown.Digests[one.Key]).ToDictionary(StringComparer.Ordinal),
        DataSources = said.DataSources.Where(one => one.Value != shown.DataSources[one.Key]).ToDictionary(StringComparer.Ordinal),
        SnoozedUntil = said.PauseUntil == shown.PauseUntil ? null
            : ChoiceCheck.TryReadDay(said.PauseUntil, out var day) ? visit.Clock.Begin(day)
            : Now,
        QuietHours = isQuietChanged ? [.. said.Quiet.Select(row => row.ToFields())] : null,
    };

    private async ValueTask<Problem?> Say(PageVisit visit, PreferenceFields fields, CancellationToken cancellation)
    {
        fields.Source = Source;
        return fields.IsEmpty
            ? null
            : (await preferences.Take(visit.Link.Subject, fields, cancellation)).Problem;
    }
}

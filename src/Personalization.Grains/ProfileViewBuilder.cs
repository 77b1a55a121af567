using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>Copies a profile into a view, slots into names. A live profile is copied under its grain's gate.</summary>
/// <param name="subject">Whose.</param>
/// <param name="profile">The profile, folded by the plan of the catalog.</param>
/// <param name="active">The catalog that has the names.</param>
/// <param name="now">The effective now: where meters, counters and stages are read.</param>
public sealed class ProfileViewBuilder(SubjectKey subject, Profile profile, ActiveCatalog active, Instant now)
{
    private readonly Catalog catalog = active.Catalog;

    /// <summary>The view; the profile has events.</summary>
    public ProfileView Build() => new()
    {
        Subject = subject,
        Version = profile.Version,
        FirstSeen = profile.FirstSeen!.Value,
        LastSeen = profile.LastSeen!.Value,
        Identities = [.. profile.Identities.ToArray().Select(one => new IdentityView(one.Kind, one.Id, one.Stamp.Time, one.IsUndone))],
        Stage = active.Decisions.Lifecycle.Find(profile, profile.LatestAccountId, now),
        Traits = Traits(null),
        Accounts = Accounts(),
        Errors = Errors(),
        Meters = OfSide(catalog.Meters, meter => meter.Of, meter => meter.Id, (_, slot) => Meter(slot)),
        Checklists = OfSide(catalog.Checklists, list => list.Of, list => list.Id, Checklist),
        Features = OfSide(catalog.Features, feature => feature.Of, feature => feature.Id, (_, slot) => Feature(slot)),
        Counters = Counters(),
        Paths = [.. profile.Paths.ToArray().Select(visit => new PathView(visit.Path, visit.Stamp.Time))],
        Context = Context(),
        Consents = Consents(),
        Preferences = new PreferencesView(
            profile.SnoozedUntil is { } until && until > now ? until : null,
            profile.QuietHours?.Intervals ?? [],
            Topics(),
            LessLike(),
            DataSources()),
        Exposures = Exposures(),
    };

    /// <summary>What there is of definitions of this side, by name; what never happened is left out.</summary>
    private SortedDictionary<string, TView> OfSide<TDefinition, TView>(
        IReadOnlyList<TDefinition> definitions, Func<TDefinition, SubjectSide> side, Func<TDefinition, string> id, Func<TDefinition, int, TView?> view)
        where TView : class
    {
        var views = new SortedDictionary<string, TView>(StringComparer.Ordinal);
        for (var slot = 0; slot < definitions.Count; slot++)
        {
            if (side(definitions[slot]) == profile.Side && view(definitions[slot], slot) is { } made)
            {
                views.Add(id(definitions[slot]), made);
            }
        }

        return views;
    }

    private SortedDictionary<string, Value> Traits(string? accountId)
    {
        var traits = new SortedDictionary<string, Value>(StringComparer.Ordinal);
        for (var slot = 0; slot < catalog.Traits.Length; slot++)
        {
            var trait = catalog.Traits[slot];
            if (trait.Of == profile.Side && (accountId is null || trait.PerAccount) && profile.TryGetTrait(slot, accountId, out var value))
            {
                traits.Add(trait.Id, value);
            }
        }

        return traits;
    }

    private SortedDictionary<string, ConsentView> Consents()
    {
        var consents = new SortedDictionary<string, ConsentView>(StringComparer.Ordinal);
        for (var slot = 0; slot < catalog.Purposes.Length && profile.Side == SubjectSide.User; slot++)
        {
            var isSaid = profile.TryGetConsent(slot, out var said, out var at);
            consents.Add(catalog.Purposes[slot].Id, isSaid ? new ConsentView(said.IsGranted, at, said.Source) : new ConsentView(catalog.Purposes[slot].IsGrantedByDefault, null, null));
        }

        return consents;
    }

    private SortedDictionary<string, TopicView> Topics()
    {
        var topics = new SortedDictionary<string, TopicView>(StringComparer.Ordinal);
        var plan = active.Decisions.Topics;
        for (var slot = 0; slot < catalog.Topics.Length && profile.Side == SubjectSide.User; slot++)
        {
            var isOn = plan.Whole(slot).IsOn(profile, out var said);
            var onChannels = new SortedDictionary<string, bool>(StringComparer.Ordinal);
            foreach (var channel in plan.Channels)
            {
                onChannels.Add(channel, plan.On(slot, channel).IsOn(profile, out _));
            }

            topics.Add(catalog.Topics[slot].Id, new TopicView(isOn, said, profile.Digest(plan.SettingOf(slot)), onChannels));
        }

        return topics;
    }

    private SortedDictionary<string, Instant> LessLike()
    {
        var until = new SortedDictionary<string, Instant>(StringComparer.Ordinal);
        for (var slot = 0; slot < catalog.Actions.Length; slot++)
        {
            if (profile.WantsLessLike(slot) + catalog.LessLikeThis is { } end && end > now)
            {
                until.Add(catalog.Actions[slot].Id, end);
            }
        }

        return until;
    }

    private SortedDictionary<string, SourceView> DataSources()
    {
        var sources = new SortedDictionary<string, SourceView>(StringComparer.Ordinal);
        for (var slot = 0; slot < catalog.DataSources.Length && profile.Side == SubjectSide.User; slot++)
        {
            profile.ReadDataSource(slot, out var isOn, out var said);
            sources.Add(catalog.DataSources[slot].Id, new SourceView(isOn, said));
        }

        return sources;
    }

    private List<MembershipView> Accounts()
    {
        var accounts = new List<MembershipView>(profile.Accounts.Length);
        foreach (var membership in profile.Accounts)
        {
            accounts.Add(new MembershipView(membership.AccountId, Traits(membership.AccountId)));
        }

        return accounts;
    }

    /// <summary>Errors of one kind, code and feature are one, with the newest of them.</summary>
    private List<ErrorView> Errors()
    {
        var errors = new List<ErrorView>();
        foreach (var raised in profile.RaisedErrors)
        {
            var error = catalog.Errors[raised.Slot].Id;
            var at = errors.FindIndex(seen => seen.Error == error && seen.Code == raised.Code && seen.Feature == raised.Feature);
            if (at < 0)
            {
                errors.Add(new ErrorView(error, raised.Code, raised.Feature, 1, raised.Stamp.Time, raised.Stamp.Time, profile.ResolvedAt(raised)));
            }
            else
            {
                // From the newest to the oldest: what resolved the newest was behind all of them.
                errors[at] = errors[at] with { Count = errors[at].Count + 1, First = raised.Stamp.Time };
            }
        }

        return errors;
    }

    private MeterView? Meter(int slot)
    {
        var reading = profile.Meter(slot, now);
        return reading is { UsedMillionths: 0, LimitMillionths: null }
            ? null
            : new MeterView(reading.Used, reading.Limit, reading.Ratio, reading.PeriodStart);
    }

    /// <summary>A checklist for roles is left out for people of other roles.</summary>
    private ChecklistView? Checklist(ChecklistDefinition list, int slot)
    {
        var progress = profile.Checklist(slot);
        if (progress.Done == 0 && !IsFor(list))
        {
            return null;
        }

        var steps = new SortedDictionary<string, Instant?>(StringComparer.Ordinal);
        for (var step = 0; step < list.Steps.Length; step++)
        {
            steps.Add(list.Steps[step].Id, profile.StepCompleted(slot, step));
        }

        return new ChecklistView(progress.Done, progress.Total, steps);
    }

    private bool IsFor(ChecklistDefinition list)
    {
        if (list.Roles.IsEmpty)
        {
            return true;
        }

        var role = catalog.Traits.FirstOrDefault(trait => trait.Id == list.RoleTrait && trait.Of == list.Of);
        return role is not null
            && profile.TryGetTrait(catalog.Traits.IndexOf(role), profile.LatestAccountId, out var value)
            && value.Kind == ValueKind.String && list.Roles.Contains(value.AsString);
    }

    private FeatureView? Feature(int slot)
    {
        var use = profile.Feature(slot);
        return use is { Count: > 0, First: { } first, Last: { } last } ? new FeatureView(use.Count, first, last, use.SpentMilliseconds) : null;
    }

    private SortedDictionary<string, long> Counters()
    {
        var counters = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var slot = 0; slot < catalog.Counters.Length; slot++)
        {
            if (catalog.Counters[slot].Of == profile.Side)
            {
                counters.Add(catalog.Counters[slot].Id, profile.Count(slot, now));
            }
        }

        return counters;
    }

    private EventContext Context() => new(
        profile.Context(ContextMember.Locale),
        profile.Context(ContextMember.TimeZone),
        profile.Context(ContextMember.Region),
        profile.Context(ContextMember.Device),
        profile.Context(ContextMember.Os),
        profile.Context(ContextMember.AppVersion));

    private SortedDictionary<string, ExposureView> Exposures()
    {
        var exposures = new SortedDictionary<string, ExposureView>(StringComparer.Ordinal);
        for (var slot = 0; slot < catalog.Actions.Length; slot++)
        {
            var exposure = profile.Exposure(slot);
            if (exposure != default)
            {
                exposures.Add(catalog.Actions[slot].Id, Exposure(exposure));
            }
        }

        return exposures;
    }

    private static ExposureView Exposure(in Exposure exposure)
    {
        var outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            if (exposure.Count(outcome) is > 0 and var count)
            {
                outcomes.Add(OutcomeNames.Of(outcome), count);
            }
        }

        return new ExposureView(exposure.Served, exposure.LastServed, outcomes, exposure.SnoozedUntil, exposure.IsOptedOut);
    }
}

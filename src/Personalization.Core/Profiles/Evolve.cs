using System.Collections.Frozen;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles.Folding;
using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles;

/// <summary>The only writer of profiles.</summary>
/// <remarks>
/// Any order of the same events ends in the same state: everything is a sum, an extreme, a last writer by stamp or a newest n
/// by stamp, and nothing looks at arrival. Each event is folded once; leaving out repeats is the caller's business. What contracts refuse
/// (a negative amount, a text for a number) is passed over here, so that a journal from before a contract was sharpened can still be folded.
/// </remarks>
public static class Evolve
{
    /// <summary>Counts up whenever the same events and plan would give other bytes than before; snapshots of another number are of no use.</summary>
    public const int FoldCodeVersion = 9;

    /// <summary>Folds the next event of a subject's stream into its profile.</summary>
    /// <param name="plan">The profile's plan, or another of the same hash.</param>
    /// <param name="profile">The profile, which is changed.</param>
    /// <param name="version">The event's version: the profile's plus one.</param>
    /// <param name="event">The event, already accepted: its time is at most 24 hours after it was received.</param>
    /// <exception cref="ArgumentException">The plan would address other slots, or the version is not the next.</exception>
    public static void Apply(FoldPlan plan, Profile profile, long version, Event @event)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(@event);
        if (plan.Hash != profile.Plan.Hash)
        {
            throw new ArgumentException("The profile was folded by another plan.", nameof(plan));
        }

        if (version != profile.Version + 1)
        {
            throw new ArgumentException($"Version {version} does not follow version {profile.Version}.", nameof(version));
        }

        profile.Version = version;
        if (@event is MergedInto or Merged or Unmerged or Reopened)
        {
            EvolveIdentity.Apply(plan, profile, @event);
        }
        else if (@event is not Adopted adopted)
        {
            Fold(plan, profile, @event);
        }
        else if (adopted.Original is Merged merged)
        {
            EvolveIdentity.Link(plan, profile, merged, adopted);
        }
        else if (!profile.IsUndone(adopted.MergeId))
        {
            Fold(plan, profile, adopted.Original, isAdopted: true);
        }
    }

    private static void Fold(FoldPlan plan, Profile profile, Event @event, bool isAdopted = false)
    {
        var stamp = new Stamp(@event.Time, @event.IdHash);
        Seen(plan, profile, @event, stamp);
        switch (@event)
        {
            case Tracked tracked:
                Track(plan, new Fold(profile, tracked, stamp));
                break;
            case Identified identified when profile.Side == SubjectSide.User:
                SetTraits(plan, profile, identified.Traits, identified.AccountId, stamp);
                break;
            case Grouped grouped:
                Group(plan, profile, grouped, stamp);
                break;
            case Viewed viewed when plan.PathsMax > 0:
                profile.Visits.Add(new PathVisit(plan.Texts.Share(BoundedText.Cut(viewed.Path, Viewed.PathCharsMax)), stamp), plan.PathsMax);
                break;
            case Preferred preferred when profile.Side == SubjectSide.User:
                SetPreferences(plan, profile, preferred, stamp);
                break;
            case Served served:
                Serve(plan, profile, served, stamp, isAdopted);
                break;
            case OutcomeRecorded recorded:
                Record(plan, profile, recorded, stamp);
                break;
            case CapCounted counted when plan.CapSlots.TryGetValue(counted.CapId, out var slot):
                profile.CapTimes.Add(slot, counted.CountsAt ?? stamp.Time, plan.Caps[slot].Max);
                break;
            case BudgetSpent spent:
                Spend(plan, profile, spent, stamp.Time);
                break;
        }
    }

    private static void Spend(FoldPlan plan, Profile profile, BudgetSpent spent, Instant time)
    {
        if (plan.BudgetSlots.TryGetValue(spent.BudgetId, out var slot) && spent.AmountMillionths > 0)
        {
            ref readonly var budget = ref plan.Budgets[slot];
            profile.BudgetSums.Add(slot, budget.Index(time), spent.AmountMillionths, budget.SpanMinutes);
        }
    }

    private static void Seen(FoldPlan plan, Profile profile, Event @event, Stamp stamp)
    {
        // An event that expires says no more while it is there than what is left of it will: so nothing changes when it goes.
        var isBrief = @event is Expired || (@event is Tracked tracked && plan.Expires(tracked.Name));
        var seen = isBrief ? Expired.HourOf(stamp.Time) : stamp.Time;
        profile.FirstEvent = seen < profile.FirstEvent ? seen : profile.FirstEvent;
        profile.LastEvent = seen > profile.LastEvent ? seen : profile.LastEvent;
        if (seen > profile.LastActive && @event is not (Served or CapCounted or BudgetSpent))
        {
            profile.LastActive = seen;
        }

        if (profile.Side != SubjectSide.User)
        {
            return;
        }

        if (!ReferenceEquals(@event.Context, EventContext.None) && !isBrief)
        {
            SetContext(plan, profile, @event.Context, stamp);
        }

        if (@event.Consents.Count > 0)
        {
            SetConsents(plan, profile, @event, stamp);
        }
    }

    private static void SetContext(FoldPlan plan, Profile profile, EventContext context, Stamp stamp)
    {
        Set(ContextMember.Locale, context.Locale);
        Set(ContextMember.TimeZone, context.TimeZone);
        Set(ContextMember.Region, context.Region);
        Set(ContextMember.Device, context.Device);
        Set(ContextMember.Os, context.Os);
        Set(ContextMember.AppVersion, context.AppVersion);

        void Set(ContextMember member, string? text)
        {
            if (text is not null)
            {
                // Nearly every event repeats the last one's context: then there is nothing to look up.
                var known = profile.Context(member);
                profile.ContextTexts.Set((int)member, stamp, text == known ? known : plan.Texts.Share(BoundedText.Cut(text, EventContext.TextCharsMax)));
            }
        }
    }

    /// <summary>Who answers a question of ours names purposes; other events bring along the categories of a consent banner.</summary>
    private static void SetConsents(FoldPlan plan, Profile profile, Event @event, Stamp stamp)
    {
        var consented = @event as Consented;
        var source = consented is null ? "" : plan.Texts.Share(BoundedText.Cut(consented.Source, Consented.SourceCharsMax));
        foreach (ref readonly var said in @event.Consents.Entries)
        {
            if (said.Key.Kind != ValueKind.String || said.Value.Kind != ValueKind.Bool)
            {
                continue;
            }

            var consent = new Consent(said.Value.AsBool, source);
            if (consented is null)
            {
                foreach (var slot in plan.PurposesByCategory.GetValueOrDefault(said.Key.AsString, []))
                {
                    profile.ConsentRows.Set(slot, stamp, consent);
                }
            }
            else if (plan.PurposeSlots.TryGetValue(said.Key.AsString, out var slot))
            {
                profile.ConsentRows.Set(slot, stamp, consent);
            }
        }
    }

    private static void SetPreferences(FoldPlan plan, Profile profile, Preferred preferred, Stamp stamp)
    {
        SetSwitches(ref profile.TopicRows, plan.TopicSlots, preferred.Topics, stamp);
        SetSwitches(ref profile.LessRows, plan.ActionSlots, preferred.LessLike, stamp);
        SetSwitches(ref profile.DataSourceRows, plan.DataSourceSlots, preferred.DataSources, stamp);
        foreach (ref readonly var said in preferred.Digest.Entries)
        {
            if (said.Key.Kind == ValueKind.String && said.Value.Kind == ValueKind.String && plan.TopicSlots.TryGetValue(said.Key.AsString, out var slot)
                && DigestFrequencies.TryParse(said.Value.AsString, out var frequency))
            {
                profile.DigestRows.Set(slot, stamp, frequency);
            }
        }

        if (preferred.SnoozedUntil is { } until)
        {
            profile.RestRows.Set(0, stamp, until);
        }

        if (preferred.QuietHours is { } quiet)
        {
            profile.QuietRows.Set(0, stamp, quiet);
        }
    }

    /// <summary>What the catalog does not know, and a word that is no answer, is passed over.</summary>
    private static void SetSwitches(ref Latest<bool> rows, FrozenDictionary<string, int> slots, ValueMap said, Stamp stamp)
    {
        foreach (ref readonly var one in said.Entries)
        {
            if (one.Key.Kind == ValueKind.String && one.Value.Kind == ValueKind.Bool && slots.TryGetValue(one.Key.AsString, out var slot))
            {
                rows.Set(slot, stamp, one.Value.AsBool);
            }
        }
    }

    private static void Track(FoldPlan plan, in Fold fold)
    {
        foreach (var instruction in plan.Instructions(fold.Profile.Side, fold.Event.Name))
        {
            instruction.Apply(fold);
        }
    }

    /// <summary>In a user's stream a group is the membership, in an account's stream the account's traits.</summary>
    private static void Group(FoldPlan plan, Profile profile, Grouped grouped, Stamp stamp)
    {
        if (profile.Side == SubjectSide.Account)
        {
            SetTraits(plan, profile, grouped.Traits, accountId: null, stamp);
        }
        else if (grouped.AccountId is { } accountId)
        {
            profile.Memberships.Add(new Membership(plan.Texts.Share(accountId), stamp), Limits.AccountsMax);
        }
    }

    private static void SetTraits(FoldPlan plan, Profile profile, ValueMap traits, string? accountId, Stamp stamp)
    {
        foreach (ref readonly var sent in traits.Entries)
        {
            if (sent.Key.Kind != ValueKind.String
                || plan.Trait(profile.Side, sent.Key.AsString) is not { } trait
                || !trait.TryConvert(sent.Value, plan.Texts, out var value))
            {
                continue;
            }

            if (trait.PerAccount && accountId is not null)
            {
                profile.AccountTraits.Add(new AccountTrait(trait.Slot, stamp, plan.Texts.Share(accountId), value), Limits.AccountTraitsMax);
            }
            else
            {
                profile.Traits.Set(trait.Slot, stamp, value);
            }
        }
    }

    /// <summary>Counts exposures and the user's own caps, and notes when topics came; a cap that is shared counts in the account's stream. Actions that the catalog no longer has are passed over.</summary>
    private static void Serve(FoldPlan plan, Profile profile, Served served, Stamp stamp, bool isAdopted)
    {
        foreach (var action in served.Actions)
        {
            if (!plan.ActionSlots.TryGetValue(action.Id, out var slot))
            {
                continue;
            }

            profile.ExposureRows.Serve(slot, stamp.Time);
            if (plan.DigestSlot(served.Surface, slot) is >= 0 and var setting)
            {
                profile.DigestTimes.Add(setting, action.DeliverAt ?? stamp.Time);
            }

            foreach (var cap in plan.CapsOf(served.Surface, slot))
            {
                if (plan.Caps[cap].Per == profile.Side)
                {
                    profile.CapTimes.Add(cap, action.DeliverAt ?? stamp.Time, plan.Caps[cap].Max);
                }
            }
        }

        // A decision that was adopted is in another stream, where a repeated request does not look.
        if (served.RequestId is { } requestId && !isAdopted)
        {
            profile.Requests.Add(new ServedRequest(ServedRequest.HashOf(served.Surface, requestId), stamp, served.Id), Limits.RequestsMax);
        }
    }

    private static void Record(FoldPlan plan, Profile profile, OutcomeRecorded recorded, Stamp stamp)
    {
        if (!plan.ActionSlots.TryGetValue(recorded.ActionId, out var slot) || !Enum.IsDefined(recorded.Outcome))
        {
            return;
        }

        if (recorded.Outcome == Outcome.LessLikeThis)
        {
            // It is a word about what is to come, which the person can take back, and no count.
            profile.LessRows.Set(slot, stamp, true);
            return;
        }

        profile.ExposureRows.Record(slot, recorded.Outcome, stamp.Time);
        if (recorded is { Outcome: Outcome.Snoozed, Until: { } until })
        {
            profile.Snoozes.Set(slot, stamp, until.UnixMilliseconds);
        }
    }
}

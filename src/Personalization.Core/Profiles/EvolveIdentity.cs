using Personalization.Core.Events;

namespace Personalization.Core.Profiles;

/// <summary>What <see cref="Evolve"/> makes of events that say who somebody is. Their order is that of the server's clock, since the server makes them.</summary>
internal static class EvolveIdentity
{
    /// <summary>Folds such an event of the subject itself.</summary>
    public static void Apply(FoldPlan plan, Profile profile, Event @event)
    {
        var stamp = StampOf(@event);
        switch (@event)
        {
            case MergedInto into:
                Heard(profile, into.Time);
                profile.RedirectRows.Set(0, stamp, plan.Texts.Share(into.UserId));
                break;
            case Reopened reopened:
                Heard(profile, reopened.Time);
                profile.RedirectRows.Set(0, stamp, "");
                break;
            case Merged merged:
                Heard(profile, profile.IsUndone(merged.Id) ? merged.ReceivedAt : merged.Time);
                Add(plan, profile, merged, via: null, profile.IsUndone(merged.Id), stamp);
                break;
            case Unmerged unmerged:
                Heard(profile, unmerged.Time);
                Undo(profile, unmerged, stamp);
                break;
        }
    }

    /// <summary>An id that had been merged into an id that is merged now.</summary>
    public static void Link(FoldPlan plan, Profile profile, Merged merged, Adopted adopted) =>
        Add(plan, profile, merged, plan.Texts.Share(adopted.MergeId), profile.IsUndone(adopted.MergeId), new Stamp(adopted.ReceivedAt, merged.IdHash));

    private static void Add(FoldPlan plan, Profile profile, Merged merged, string? via, bool isUndone, Stamp stamp) =>
        profile.IdentityRows.Add(new LinkedIdentity(merged.SourceKind, plan.Texts.Share(merged.SourceId), merged.Id, via, isUndone, stamp), Limits.IdentitiesMax);

    /// <summary>Whoever folds the stream from its first event on knows of the undone merge from the start; whoever does not has folded too much.</summary>
    private static void Undo(Profile profile, Unmerged unmerged, Stamp stamp)
    {
        if (!profile.IsUndone(unmerged.MergeId))
        {
            profile.UndoneMerge = unmerged.MergeId;
            return;
        }

        foreach (var identity in profile.Identities)
        {
            if (string.Equals(identity.MergeId, unmerged.MergeId, StringComparison.Ordinal))
            {
                profile.IdentityRows.Add(identity with { IsUndone = true, Stamp = stamp }, Limits.IdentitiesMax);
                return;
            }
        }
    }

    /// <summary>A stream may begin with such an event, and a profile with events has a first and a last time. It is not being seen.</summary>
    private static void Heard(Profile profile, Instant time)
    {
        profile.FirstEvent = time < profile.FirstEvent ? time : profile.FirstEvent;
        profile.LastEvent = time > profile.LastEvent ? time : profile.LastEvent;
    }

    private static Stamp StampOf(Event @event) => new(@event.ReceivedAt, @event.IdHash);
}

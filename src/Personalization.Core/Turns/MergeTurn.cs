using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Turns;

/// <summary>
/// Makes an id one with a user, and takes that back. What both streams get is made here from both profiles; the shell appends it in one commit, so an id belongs to one user at any
/// time, and its events count for that user once.
/// </summary>
public static class MergeTurn
{
    /// <summary>Merges into one user within <see cref="StormWindow"/>: somebody who signs in on all of their devices has a few; more is a sender that gives everybody the same id.</summary>
    public const int StormMax = 16;

    /// <summary>See <see cref="StormMax"/>.</summary>
    public static readonly TimeSpan StormWindow = TimeSpan.FromHours(24);

    /// <summary>How long a merge can be undone: as long as people take to notice and write to the support.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromDays(30);

    /// <summary>Why an id is not to be merged into a user; null where it may.</summary>
    /// <param name="source">The id's profile; it stands for itself.</param>
    /// <param name="target">The user's profile; they stand for themselves.</param>
    /// <param name="eventsMax">How many events of the id can be taken over.</param>
    /// <param name="now">The server's clock.</param>
    public static Problem? Refusal(Profile source, Profile target, int eventsMax, Instant now)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        if (source.Version > eventsMax)
        {
            return TooLarge($"The id has {source.Version} events; {eventsMax} can be merged.");
        }

        if (target.Identities.Length + source.Identities.Length + 1 > Limits.IdentitiesMax)
        {
            return new Problem("too_many_identities", "/userId", $"A user has {Limits.IdentitiesMax} other ids at most; is one id given to many people?");
        }

        var lately = 0;
        foreach (ref readonly var identity in target.Identities)
        {
            lately += identity.Via is null && identity.Stamp.Time > now - StormWindow ? 1 : 0;
        }

        return lately < StormMax ? null : new Problem(
            "too_many_merges", "/userId", $"{lately} ids were merged into this user within {StormWindow.TotalHours:0} hours; is one user id given to many people? Try again later.");
    }

    /// <summary>The id has more than can be taken over in one commit.</summary>
    public static Problem TooLarge(string message) => new("merge_too_large", "/previousId", message);

    /// <summary>The seal of the id's stream.</summary>
    /// <param name="source">The id.</param>
    /// <param name="profile">Its profile.</param>
    /// <param name="userId">The user.</param>
    /// <param name="now">The server's clock.</param>
    public static MergedInto Seal(in SubjectKey source, Profile profile, string userId, Instant now)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var at = Behind(profile.RedirectedAt, now);

        // With the time: an id that was erased begins at version 1 again, and the user's stream still has the merges of before.
        return new() { Id = $"merge/{source.StableHash():x16}/{profile.Version + 1}/{at.UnixMilliseconds:x}", Time = at, ReceivedAt = at, UserId = userId };
    }

    /// <summary>What the user's stream gets: that they are one, and the events.</summary>
    /// <param name="seal">The seal of the id's stream.</param>
    /// <param name="source">The id.</param>
    /// <param name="profile">Its profile, before the seal.</param>
    /// <param name="events">Its events from version 1 on, all that <paramref name="profile"/> has.</param>
    /// <param name="known">The ids that the user's stream has already: those are left out.</param>
    /// <param name="undoneIds">The ids that it has of merges which were undone, and which count for nothing.</param>
    public static Event[] Adopt(
        MergedInto seal, in SubjectKey source, Profile profile, IReadOnlyList<Event> events, IReadOnlySet<string> known, IReadOnlySet<string> undoneIds)
    {
        ArgumentNullException.ThrowIfNull(seal);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(undoneIds);
        var undone = UndoneMerges.In(events);
        var first = profile.FirstSeen is { } seen && seen < seal.Time ? seen : seal.Time;
        var adopted = new List<Event>(events.Count + 1)
        {
            new Merged { Id = seal.Id, Time = first, ReceivedAt = seal.ReceivedAt, SourceKind = source.Kind, SourceId = source.Id, ThroughVersion = profile.Version },
        };
        for (var at = 0; at < events.Count; at++)
        {
            var id = Adopted.OriginalOf(events[at]).Id;
            if (IsCarried(events[at], undone) && !known.Contains(id))
            {
                adopted.Add(Adopted.From(events[at], at + 1, seal.Id, seal.ReceivedAt, undoneIds.Contains(id)));
            }
        }

        return [.. adopted];
    }

    /// <summary>The merge of an id that may be undone, or the reason why not.</summary>
    /// <param name="target">The user's profile.</param>
    /// <param name="kind">What the id is.</param>
    /// <param name="id">The id.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="merge">The merge, where there is no problem.</param>
    public static Problem? FindUndoable(Profile target, SubjectKind kind, string id, Instant now, out LinkedIdentity merge)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.MergedInto is { } other)
        {
            // What the id had brought went on with them, and would count there all the same.
            merge = default;
            return new Problem("already_merged", "/userId", $"This user was merged into {other}; undo that first.");
        }

        foreach (ref readonly var identity in target.Identities)
        {
            if (identity.Kind == kind && identity is { Via: null, IsUndone: false } && string.Equals(identity.Id, id, StringComparison.Ordinal))
            {
                merge = identity;
                return identity.Stamp.Time + UndoWindow >= now ? null : new Problem(
                    "too_late", "/id", $"The two were merged more than {UndoWindow.TotalDays:0} days ago, which cannot be undone any more.");
            }
        }

        merge = default;
        return new Problem("not_merged", "/id", "This id was not merged into this user, or it was undone already.");
    }

    /// <summary>What both streams get when a merge is undone.</summary>
    /// <param name="merge">The merge.</param>
    /// <param name="now">The server's clock.</param>
    public static (Unmerged Target, Reopened Source) Undo(in LinkedIdentity merge, Instant now)
    {
        var at = Behind(merge.Stamp.Time, now);
        var id = $"un{merge.MergeId}";
        return (
            new Unmerged { Id = id, Time = at, ReceivedAt = at, MergeId = merge.MergeId },
            new Reopened { Id = id, Time = at, ReceivedAt = at, MergeId = merge.MergeId });
    }

    /// <summary>Also where the clock was set back the newest word is the one that was said last.</summary>
    private static Instant Behind(Instant? last, Instant now) => last is { } before && before >= now ? before + TimeSpan.FromMilliseconds(1) : now;

    /// <summary>Seals are between an id and its user; merges that were undone have left nothing.</summary>
    private static bool IsCarried(Event one, IReadOnlySet<string> undone) => one switch
    {
        MergedInto or Reopened or Unmerged => false,
        Merged merged => !undone.Contains(merged.Id),
        Adopted adopted => !undone.Contains(adopted.MergeId),
        _ => true,
    };
}

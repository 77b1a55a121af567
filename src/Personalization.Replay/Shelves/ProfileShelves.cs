using System.Globalization;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.Shelves;

/// <summary>The profiles as of the feed's place, under every plan that decisions are asked under.</summary>
/// <remarks>
/// One plan leads: under it everybody who appears is folded along with the feed. Under the others somebody is folded along from when a
/// decision asked first, and what was before is read from the journal once. Not thread-safe.
/// </remarks>
internal sealed class ProfileShelves(ReplayScope scope, ReplaySource source, ShelfLimits limits) : IDisposable
{
    /// <summary>The one that was asked for last is at the end.</summary>
    private readonly List<ProfileShelf> shelves = [];
    private ulong leadingHash;
    private int opened;

    /// <summary>From now on everybody who appears is folded under this plan.</summary>
    public void Lead(FoldPlan plan)
    {
        ShelfOf(plan);
        leadingHash = plan.Hash;
    }

    /// <summary>Folds the next event of the feed. What was decided before it has been asked about.</summary>
    public async ValueTask Fold(StoredEvent stored, CancellationToken cancellation)
    {
        foreach (var shelf in shelves)
        {
            var profile = await shelf.Find(stored.Subject, cancellation).ConfigureAwait(false);
            if (profile is null && stored.Version == 1 && shelf.Plan.Hash == leadingHash && scope.Contains(stored.Subject))
            {
                profile = Profile.Of(shelf.Plan, stored.Subject.Kind);
                await shelf.Add(stored.Subject, profile, cancellation).ConfigureAwait(false);
            }

            // One that is behind (the feed was not read from its beginning) is caught up with when somebody asks.
            if (profile?.Version == stored.Version - 1)
            {
                Evolve.Apply(shelf.Plan, profile, stored.Version, stored.Event);
                if (profile.UndoneMerge is not null)
                {
                    shelf.Replace(stored.Subject, await JournalFold.UpTo(source.Journal, shelf.Plan, stored.Subject, profile, stored.Version, long.MaxValue, cancellation).ConfigureAwait(false));
                }
            }
        }
    }

    /// <summary>A profile at a version that the feed has passed; not to be changed. Of a lower version where the journal has not all of the events any more.</summary>
    public async ValueTask<Profile> At(FoldPlan plan, SubjectKey subject, long version, CancellationToken cancellation)
    {
        var shelf = ShelfOf(plan);
        var profile = await shelf.Find(subject, cancellation).ConfigureAwait(false);
        if (profile?.Version > version)
        {
            // A feed that orders streams otherwise than they were read in.
            return await JournalFold.UpTo(source.Journal, plan, subject, Profile.Of(plan, subject.Kind), version, long.MaxValue, cancellation).ConfigureAwait(false);
        }

        if (profile is null)
        {
            profile = Profile.Of(plan, subject.Kind);
            await shelf.Add(subject, profile, cancellation).ConfigureAwait(false);
        }

        return profile.Version < version ? await CatchUp(shelf, subject, profile, version, long.MaxValue, cancellation).ConfigureAwait(false) : profile;
    }

    /// <summary>A profile with everything that the feed holds before a place; not to be changed.</summary>
    public async ValueTask<Profile> Before(FoldPlan plan, SubjectKey subject, long position, CancellationToken cancellation)
    {
        var shelf = ShelfOf(plan);
        if (await shelf.Find(subject, cancellation).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var profile = Profile.Of(plan, subject.Kind);
        await shelf.Add(subject, profile, cancellation).ConfigureAwait(false);
        return await CatchUp(shelf, subject, profile, long.MaxValue, position, cancellation).ConfigureAwait(false);
    }

    /// <summary>Forgets everything.</summary>
    public void Dispose()
    {
        foreach (var shelf in shelves)
        {
            shelf.Dispose();
        }
    }

    private async ValueTask<Profile> CatchUp(ProfileShelf shelf, SubjectKey subject, Profile profile, long version, long position, CancellationToken cancellation)
    {
        var folded = await JournalFold.UpTo(source.Journal, shelf.Plan, subject, profile, version, position, cancellation).ConfigureAwait(false);
        if (!ReferenceEquals(folded, profile))
        {
            shelf.Replace(subject, folded);
        }

        return folded;
    }

    private ProfileShelf ShelfOf(FoldPlan plan)
    {
        var at = shelves.FindIndex(shelf => shelf.Plan.Hash == plan.Hash);
        if (at == shelves.Count - 1 && at >= 0)
        {
            return shelves[at];
        }

        var found = at >= 0 ? shelves[at] : Open(plan);
        if (at >= 0)
        {
            shelves.RemoveAt(at);
        }

        shelves.Add(found);
        return found;
    }

    private ProfileShelf Open(FoldPlan plan)
    {
        if (shelves.Count == Limits.PlansMax)
        {
            var idle = shelves[0].Plan.Hash == leadingHash ? 1 : 0;
            shelves[idle].Dispose();
            shelves.RemoveAt(idle);
        }

        return new ProfileShelf(plan, Path.Combine(source.ScratchFolder, (opened++).ToString(CultureInfo.InvariantCulture)), limits);
    }
}

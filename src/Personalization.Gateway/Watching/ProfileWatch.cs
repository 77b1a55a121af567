using Personalization.Core.Subjects;
using Personalization.Gateway.Regions;
using Personalization.Grains;
using Personalization.Projections.Notices;

namespace Personalization.Gateway.Watching;

/// <summary>
/// Somebody who watches one person, account or visitor by an id. Changes that come while nobody waits for them are one. Where the id is merged into a user, the watch goes on with them;
/// where that is undone, with the id again.
/// </summary>
/// <param name="profiles">The profiles.</param>
/// <param name="changes">Tells of changes.</param>
/// <param name="asked">The id that is watched.</param>
/// <param name="place">The watcher's place.</param>
/// <param name="regions">Knows who lives elsewhere.</param>
/// <param name="clock">Says when to look again.</param>
internal sealed class ProfileWatch(IProfiles profiles, IChangeWatch changes, SubjectKey asked, IDisposable place, IRegions regions, TimeProvider clock) : IAsyncDisposable
{
    // Watched before it is read: a change between the two is in one of them.
    private ISubjectWatch watch = changes.Watch(asked);
    private SubjectKey watched = asked;
    private ProfileView? first;
    private long version;
    private long told;
    private int looks;
    private long readAt;

    /// <summary>The id that is watched. A profile of another subject is that of the user whom it was merged into.</summary>
    public SubjectKey Asked { get; } = asked;

    /// <summary>The profile as it was when the watch began.</summary>
    /// <exception cref="InvalidOperationException">It has not begun, or nothing is known of the subject.</exception>
    public ProfileView First => first ?? throw new InvalidOperationException("The watch has not begun.");

    /// <summary>Begins; false where nothing is known of the subject.</summary>
    public async ValueTask<bool> Begin(CancellationToken cancellation)
    {
        first = await Look(cancellation);
        version = first?.Version ?? 0;
        return first is not null;
    }

    /// <summary>Waits for a change and gives the profile after it; null where it was erased, or pinned to another region: whoever watches again is told which.</summary>
    public async Task<ProfileView?> Next(CancellationToken cancellation)
    {
        while (true)
        {
            if (!IsBehind && !await IsChanged(cancellation))
            {
                continue;
            }

            if (Limits.WatchInterval - clock.GetElapsedTime(readAt) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, cancellation);
            }

            looks++;
            var view = await Look(cancellation);
            if (view is null || view.Version != version)
            {
                version = view?.Version ?? version;
                return view;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync();
        place.Dispose();
    }

    // A merge may be committed on another node than the one that answers for the subject, and be told of before that has heard of it.
    private bool IsBehind => told > version && looks < Limits.WatchLooksMax;

    /// <summary>Waits for the next notice; false where the live profile was ahead of the commit that it is about.</summary>
    private async ValueTask<bool> IsChanged(CancellationToken cancellation)
    {
        var notice = await watch.Next(cancellation);
        (told, looks) = (notice.IsCertain ? notice.Version : 0, 0);
        return notice.Version > version;
    }

    /// <summary>Reads the profile, and watches whoever it is of.</summary>
    private async ValueTask<ProfileView?> Look(CancellationToken cancellation)
    {
        while (true)
        {
            readAt = clock.GetTimestamp();
            var isElsewhere = regions.Find(Asked) is not null || regions.Find(watched) is not null;
            var view = isElsewhere ? null : await profiles.Get(Asked, cancellation);
            if (view is null || view.Subject == watched)
            {
                return view;
            }

            await watch.DisposeAsync();
            (watch, watched, version, told) = (changes.Watch(view.Subject), view.Subject, 0, 0);
        }
    }
}

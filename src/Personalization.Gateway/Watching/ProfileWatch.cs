using Personalization.Gateway.Regions;
using Personalization.Grains;
using Personalization.Projections.Notices;

namespace Personalization.Gateway.Watching;

/// <summary>Somebody who watches one profile. Changes that come while nobody waits for them are one.</summary>
internal sealed class ProfileWatch(IProfiles profiles, ProfileView first, ISubjectWatch watch, IDisposable place, IRegions regions, TimeProvider clock) : IAsyncDisposable
{
    private long version = first.Version;
    private long readAt = clock.GetTimestamp();

    /// <summary>The profile as it was when the watch began.</summary>
    public ProfileView First => first;

    /// <summary>Waits for a change and gives the profile after it; null where it was erased, or pinned to another region: whoever watches again is told which.</summary>
    public async Task<ProfileView?> Next(CancellationToken cancellation)
    {
        while (true)
        {
            var notice = await watch.Next(cancellation);
            if (notice.Version <= version)
            {
                // Seen already: the live profile was ahead of the commit that this is about.
                continue;
            }

            if (Limits.WatchInterval - clock.GetElapsedTime(readAt) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, cancellation);
            }

            readAt = clock.GetTimestamp();
            var view = regions.Find(first.Subject) is null ? await profiles.Get(first.Subject, cancellation) : null;
            if (view?.Version == version)
            {
                // It was only worth a look.
                continue;
            }

            version = view?.Version ?? version;
            return view;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync();
        place.Dispose();
    }
}

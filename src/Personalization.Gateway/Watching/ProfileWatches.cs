using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Regions;
using Personalization.Grains;
using Personalization.Projections.Notices;

namespace Personalization.Gateway.Watching;

/// <summary>Begins watches of profiles.</summary>
internal sealed class ProfileWatches(IProfiles profiles, IChangeWatch changes, WatchPlaces places, IRegions regions, TimeProvider clock)
{
    /// <summary>Begins to watch a profile, or says why not.</summary>
    public async ValueTask<Answer<ProfileWatch>> Open(SubjectKey subject, CancellationToken cancellation)
    {
        if (regions.Find(subject) is { } elsewhere)
        {
            return new WrongRegion(elsewhere);
        }

        if (places.TryTake(subject.Tenant) is not { } place)
        {
            return new Problem(ProblemCodes.TooManyWatchers, "", $"At most {Limits.WatchersPerTenant} may watch profiles of this tenant at the same time.");
        }

        var watch = new ProfileWatch(profiles, changes, subject, place, regions, clock);
        var isBegun = false;
        try
        {
            isBegun = await watch.Begin(cancellation);
            return isBegun ? watch : ProfileEndpoints.Unknown(subject);
        }
        finally
        {
            if (!isBegun)
            {
                await watch.DisposeAsync();
            }
        }
    }
}

using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Cluster.Subjects;

/// <summary>Asks Orleans where the grains of subjects are activated.</summary>
internal sealed class SubjectPlaces(IGrainFactory grains, GrainOwners owners) : ISubjectPlaces
{
    /// <inheritdoc/>
    public async ValueTask<string?> Find(SubjectKey subject)
    {
        var place = await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(owners.Find(subject)).ConfigureAwait(false);
        return place?.Endpoint.ToString();
    }
}

using Orleans.Services;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <summary>Takes the turns of a batch that are about subjects of one silo. Each silo has one; those of releases before it have none, and say so in their manifest.</summary>
[Alias("personalization.parcels")]
internal interface IParcelService : IGrainService
{
    /// <summary>Runs the turns whose subjects live here (<see cref="NodeProfiles.RunAll"/>).</summary>
    [Alias("run")]
    ValueTask<Parcel> Run(Parcel turns, CancellationToken cancellation);
}

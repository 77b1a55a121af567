using Microsoft.Extensions.Logging;
using Personalization.Cluster.Wire;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <inheritdoc cref="IParcelService"/>
internal sealed class ParcelService(GrainId id, Silo silo, ILoggerFactory logs, NodeProfiles node, WireVersions versions) : GrainService(id, silo, logs), IParcelService
{
    /// <inheritdoc/>
    public async ValueTask<Parcel> Run(Parcel turns, CancellationToken cancellation)
    {
        var written = TurnWire.VersionOf(turns.Bytes);

        // A service has one thread at a time, and one parcel needs nothing of it that another could disturb.
        return versions.CanRead(written)
            ? await Task.Run(async () => new Parcel(ParcelWire.Write(await node.RunAll(ParcelWire.ReadTurns(turns.Bytes), cancellation), written)), cancellation)
            : new Parcel(versions.Refusal.ToBytes());
    }
}

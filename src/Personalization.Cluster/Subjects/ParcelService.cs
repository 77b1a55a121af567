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
        if (!versions.CanRead(written))
        {
            return new Parcel(versions.Refusal.ToBytes());
        }

        // A service has one thread at a time; parcels need nothing of it that others could disturb.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var replies = await node.RunAll(ParcelWire.ReadTurns(turns.Bytes), cancellation).ConfigureAwait(false);
        return new Parcel(ParcelWire.Write(replies, written));
    }
}

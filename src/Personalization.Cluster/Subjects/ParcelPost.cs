using System.Collections.Concurrent;
using System.Net.Sockets;
using Orleans.Metadata;
using Orleans.Runtime.Services;
using Personalization.Cluster.Placement;
using Personalization.Cluster.Wire;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <summary>
/// Brings the turns of a batch to the silos where their owners are placed, one call for each silo. All silos place alike, so it asks nobody; an owner who lives elsewhere all the same, or
/// nowhere yet, is found by a call of their own grain.
/// </summary>
internal sealed class ParcelPost(
    IServiceProvider services, ISiloStatusOracle silos, IClusterManifestProvider manifests, GrainInterfaceTypeResolver interfaces, WireVersions versions)
    : GrainServiceClient<IParcelService>(services)
{
    private readonly GrainInterfaceType service = interfaces.GetGrainInterfaceType(typeof(IParcelService));
    private readonly Strays strays = new();
    private readonly ConcurrentDictionary<SiloAddress, bool> known = [];

    /// <inheritdoc cref="IOwners.PlaceOf"/>
    public object? PlaceOf(in SubjectKey owner, TravellingTurn turn)
    {
        var active = silos.GetActiveSilos();
        if (active.Length < 2)
        {
            return null;
        }

        var place = strays.Find(owner) is { } met && active.Contains(met) ? met : Rendezvous.Winner(Anchor.Of(owner, turn), active);

        // One that has just come is slow, and who will live there lives elsewhere still: it has to have answered for somebody first.
        return place.Equals(silos.SiloAddress) || !known.ContainsKey(place) ? null : place;
    }

    /// <summary>An owner was met on a silo.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="turn">The turn that was sent to it.</param>
    /// <param name="silo">The silo's <see cref="SiloAddress.GetConsistentHashCode"/>; 0 where it did not say.</param>
    public void Met(in SubjectKey owner, TravellingTurn turn, int silo)
    {
        var active = silos.GetActiveSilos();
        if (silo == 0 || silo == silos.SiloAddress.GetConsistentHashCode() || Array.Find(active, one => one.GetConsistentHashCode() == silo) is not { } place)
        {
            return;
        }

        if (known.TryAdd(place, true))
        {
            Forget(active);
        }

        if (turn.Guests.Count == 0 && !place.Equals(Rendezvous.Winner(Anchor.Of(owner, turn), active)))
        {
            strays.Meet(owner, place);
        }
    }

    /// <summary>Forgets silos that are gone.</summary>
    private void Forget(SiloAddress[] active)
    {
        foreach (var gone in known.Keys.Except(active))
        {
            known.TryRemove(gone, out _);
        }
    }

    /// <inheritdoc cref="IOwners.SendAll"/>
    public async ValueTask<IReadOnlyList<TurnReply>?> SendAll(SiloAddress silo, IReadOnlyList<AddressedTurn> turns, CancellationToken cancellation)
    {
        if (!manifests.Current.Silos.TryGetValue(silo, out var release) || !release.Interfaces.ContainsKey(service))
        {
            return null;
        }

        // Orleans is more patient with services than with grains.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Limits.ReplyPatience);
        var name = silo.ToParsableString();
        try
        {
            while (true)
            {
                var version = versions.ToWrite(name);
                var replies = (await GetGrainService(silo).Run(new Parcel(ParcelWire.Write(turns, version)), patience.Token).ConfigureAwait(false)).Bytes;
                if (!WireRefusal.TryRead(replies, out var refusal))
                {
                    return Opened(turns, ParcelWire.ReadReplies(replies));
                }

                // Nothing ran there: it is written again, as the other side can read it.
                versions.Refused(refusal, version, name);
            }
        }
        catch (Exception lost) when (lost is TimeoutException or OrleansException or SocketException or IOException || (lost is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ReplyLostException($"A silo did not answer {turns.Count} turns.", lost);
        }
    }

    private IReadOnlyList<TurnReply> Opened(IReadOnlyList<AddressedTurn> turns, IReadOnlyList<TurnReply> replies)
    {
        for (var at = 0; at < turns.Count; at++)
        {
            if (replies[at].End == TurnEnd.NotHere)
            {
                strays.Forget(turns[at].Owner);
            }
        }

        return replies;
    }
}

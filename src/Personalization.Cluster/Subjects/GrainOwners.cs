using System.Net.Sockets;
using Personalization.Cluster.Placement;
using Personalization.Cluster.Wire;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <summary>Finds the owners of subjects as grains: Orleans knows on which silo each is activated, or places it.</summary>
/// <param name="grains">The cluster, as a silo or a client sees it.</param>
/// <param name="versions">In which version turns are written.</param>
/// <param name="post">Brings turns to silos together; null on a client of silos, which does not know them.</param>
internal sealed class GrainOwners(IGrainFactory grains, WireVersions versions, ParcelPost? post = null) : IOwners
{
    /// <inheritdoc/>
    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var grain = Find(owner);
        while (true)
        {
            var version = versions.ToWrite();
            var parcel = new TurnParcel(turn, version);
            try
            {
                Anchor.Set(owner, turn);
                var answer = await grain.Run(parcel, cancellation).ConfigureAwait(false);
                if (answer.Open(out var refusal) is { } reply)
                {
                    post?.Met(owner, turn, answer.Silo);
                    return reply;
                }

                // Nothing ran there: it is written again, as the other side can read it.
                versions.Refused(refusal, version);
            }
            catch (Exception lost) when (lost is TimeoutException or OrleansException or SocketException or IOException)
            {
                throw new ReplyLostException($"The silo of {owner.Kind} did not answer.", lost);
            }
        }
    }

    /// <inheritdoc/>
    public object? PlaceOf(in SubjectKey owner, TravellingTurn turn) => post?.PlaceOf(owner, turn);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TurnReply>?> SendAll(object place, IReadOnlyList<AddressedTurn> turns, CancellationToken cancellation) =>
        post is null ? new((IReadOnlyList<TurnReply>?)null) : post.SendAll((SiloAddress)place, turns, cancellation);

    /// <inheritdoc/>
    public async ValueTask<bool> TryAgain(int tries, CancellationToken cancellation)
    {
        if (tries >= Limits.TriesPerTurn)
        {
            return false;
        }

        // The first repetition follows at once: most turns are lost because a grain has just moved. Later ones give the cluster time to see that a silo is gone.
        if (tries > 1)
        {
            await Task.Delay(Limits.RetryDelay * Random.Shared.NextDouble() * Math.Min(1 << tries, Limits.RetryDelayFactorMax), cancellation).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>The grain of a subject.</summary>
    public ISubjectGrain Find(in SubjectKey subject) => subject.Kind switch
    {
        SubjectKind.Account => grains.GetGrain<IAccountGrain>(SubjectGrainKey.Of(subject)),
        SubjectKind.Shared => grains.GetGrain<IBudgetGrain>(SubjectGrainKey.Of(subject)),
        _ => grains.GetGrain<IUserGrain>(SubjectGrainKey.Of(subject)),
    };
}

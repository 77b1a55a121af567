using System.Collections.Concurrent;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Three nodes over the same streams that send each other single turns and parcels. Everybody seems to live where <see cref="Places.Scattered"/> says; calls come in on the first.</summary>
internal sealed class ParcelNodes : IOwners, IAsyncDisposable
{
    private readonly NodeProfiles[] nodes;

    public ParcelNodes(SharedStreams streams) => nodes = [.. Enumerable.Range(0, Places.Nodes).Select(_ =>
        new NodeProfiles(new NodeJournal(streams), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), this, new ManualTime(), new EmbeddedHostOptions()))];

    /// <summary>Where calls come in.</summary>
    public NodeProfiles Door => nodes[0];

    /// <summary>The turns of each parcel, and which node it went to.</summary>
    public ConcurrentQueue<(int Place, AddressedTurn[] Turns)> Parcels { get; } = [];

    /// <summary>Turns that went alone.</summary>
    public ConcurrentQueue<TravellingTurn> Singles { get; } = [];

    /// <summary>What becomes of a parcel: the replies, if its turns are run; null where the node takes none.</summary>
    public Func<Func<ValueTask<IReadOnlyList<TurnReply>>>, ValueTask<IReadOnlyList<TurnReply>?>> OnTheWay { get; set; } = async run => await run();

    /// <summary>Where somebody really lives.</summary>
    public Func<SubjectKey, int> HomeOf { get; set; } = Places.Scattered;

    /// <summary>Has users live where they do.</summary>
    public void Settle(IEnumerable<SubjectKey> subjects)
    {
        foreach (var subject in subjects)
        {
            nodes[HomeOf(subject)].TakeUp(subject);
        }
    }

    public object? PlaceOf(in SubjectKey owner, TravellingTurn turn) => Places.Scattered(owner) is var place and not 0 ? place : null;

    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        Singles.Enqueue(turn);
        nodes[HomeOf(owner)].TakeUp(owner);
        return await nodes[HomeOf(owner)].Run(owner, turn, cancellation);
    }

    public async ValueTask<IReadOnlyList<TurnReply>?> SendAll(object place, IReadOnlyList<AddressedTurn> turns, CancellationToken cancellation)
    {
        Parcels.Enqueue(((int)place, [.. turns]));
        await Task.Yield();
        return await OnTheWay(() => nodes[(int)place].RunAll(turns, cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }
}

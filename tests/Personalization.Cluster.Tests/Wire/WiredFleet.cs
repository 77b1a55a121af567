using Personalization.Cluster.Wire;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;
using Personalization.Grains.Tests.Nodes;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Wire;

/// <summary>Three nodes in one process that send each other bytes, as releases of different age. Everybody lives on one of them; calls come in on the first.</summary>
internal sealed class WiredFleet : HostUnderTest
{
    private readonly NodeProfiles[] nodes;
    private readonly WireVersions[] versions;
    private bool isClosed;

    /// <summary>Starts them.</summary>
    /// <param name="streams">Their streams.</param>
    /// <param name="snapshots">Their snapshots.</param>
    /// <param name="catalogs">Their catalogs.</param>
    /// <param name="time">Their clock.</param>
    /// <param name="newest">The newest version that each of them reads and writes.</param>
    public WiredFleet(SharedStreams streams, MemorySnapshots snapshots, ICatalogs catalogs, TimeProvider time, params int[] newest)
    {
        versions = [.. newest.Select(one => new WireVersions(time, one))];
        nodes = [.. versions.Select(own => new NodeProfiles(new NodeJournal(streams), snapshots, catalogs, new Way(this, own), time, new EmbeddedHostOptions()))];
    }

    public override IProfiles Profiles => nodes[0];

    /// <summary>In how many turns the receiver did not know the version.</summary>
    public int Refusals { get; private set; }

    /// <summary>How many turns were sent in each version.</summary>
    public int[] Sent { get; } = new int[WireVersion.Newest + 1];

    public override ValueTask Crash()
    {
        isClosed = true;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in isClosed ? [] : nodes)
        {
            await node.DisposeAsync();
        }

        isClosed = true;
    }

    private async Task<byte[]> Receive(SubjectKey owner, byte[] bytes, CancellationToken cancellation)
    {
        var place = (int)(owner.StableHash() % (ulong)nodes.Length);
        var version = TurnWire.VersionOf(bytes);
        Sent[Math.Min(version, WireVersion.Newest)]++;
        if (!versions[place].CanRead(version))
        {
            Refusals++;
            return versions[place].Refusal.ToBytes();
        }

        nodes[place].TakeUp(owner);
        return TurnWire.Write(await nodes[place].Run(owner, TurnWire.ReadTurn(bytes), cancellation), version);
    }

    private sealed class Way(WiredFleet fleet, WireVersions own) : IOwners
    {
        public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
        {
            while (true)
            {
                var version = own.ToWrite();
                var reply = await fleet.Receive(owner, TurnWire.Write(turn, version), cancellation);
                if (!WireRefusal.TryRead(reply, out var refusal))
                {
                    return TurnWire.ReadReply(reply);
                }

                own.Refused(refusal, version);
            }
        }
    }
}

using Personalization.Cluster.Wire;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>Brings turns to one other node as the bytes of the wire, and counts those.</summary>
internal sealed class MeteredWire : IOwners
{
    private long turns, turnBytes, replyBytes;

    /// <summary>The node that turns go to.</summary>
    public NodeProfiles? Other { get; init; }

    /// <summary>Bytes of a turn and of its reply, on average since <see cref="Reset"/>.</summary>
    public (double Turn, double Reply) Average => (turnBytes / (double)turns, replyBytes / (double)turns);

    /// <summary>Begins to count.</summary>
    public void Reset() => turns = turnBytes = replyBytes = 0;

    /// <inheritdoc/>
    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        var there = TurnWire.Write(turn, WireVersion.Newest);
        var back = TurnWire.Write(await Other!.Run(owner, TurnWire.ReadTurn(there), cancellation), WireVersion.Newest);
        turns++;
        turnBytes += there.Length;
        replyBytes += back.Length;
        return TurnWire.ReadReply(back);
    }
}

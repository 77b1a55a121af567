using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>No other node answers.</summary>
internal sealed class Nowhere : IOwners
{
    public ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation) => throw new ReplyLostException("Nobody is there.");
}

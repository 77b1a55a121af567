using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Two nodes, users on the one and accounts on the other. The first turn runs, and nobody hears of it.</summary>
internal sealed class LosingFirstReply : IOwners
{
    public NodeProfiles? Here { get; set; }

    public NodeProfiles? There { get; set; }

    public bool HasLost { get; private set; }

    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        var reply = await (owner.Kind == SubjectKind.Account ? There! : Here!).Run(owner, turn, cancellation);
        if (HasLost)
        {
            return reply;
        }

        HasLost = true;
        throw new ReplyLostException("The reply got lost.");
    }
}

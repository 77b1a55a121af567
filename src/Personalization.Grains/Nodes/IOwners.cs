using Personalization.Core.Subjects;

namespace Personalization.Grains.Nodes;

/// <summary>The way from one node to another: brings turns to the node that owns a subject.</summary>
public interface IOwners
{
    /// <summary>
    /// Brings a turn to the node where a subject's grain lives, which may be this one, has it run there
    /// (<see cref="NodeProfiles.Run"/>), and brings the reply back. Places the grain where it lives nowhere yet.
    /// </summary>
    /// <param name="owner">The subject whose node is looked for.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellation">Stops waiting for the reply.</param>
    /// <exception cref="ReplyLostException">No reply came. Whether the turn ran is not known.</exception>
    ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation);

    /// <summary>Whether a lost turn is worth another try; waits before it where the network may need time.</summary>
    /// <param name="tries">How often it was tried; at least 1.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<bool> TryAgain(int tries, CancellationToken cancellation) => new(tries < Limits.TriesPerTurn);
}

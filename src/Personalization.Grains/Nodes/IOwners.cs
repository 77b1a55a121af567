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

    /// <summary>
    /// The node where an owner probably lives, by anything that is equal for all turns to that node; null where that is this node or not known. Asks nobody.
    /// </summary>
    /// <param name="owner">The subject.</param>
    /// <param name="turn">The turn that needs it.</param>
    object? PlaceOf(in SubjectKey owner, TravellingTurn turn) => null;

    /// <summary>Brings turns without guests to one node together, and has those of them run there whose owners live there (<see cref="NodeProfiles.RunAll"/>). Places nobody.</summary>
    /// <param name="place">The node (<see cref="PlaceOf"/>).</param>
    /// <param name="turns">The turns; at most <see cref="Limits.ParcelLoadMax"/> of them.</param>
    /// <param name="cancellation">Stops waiting for the replies.</param>
    /// <returns>A reply for each turn; null where the node takes no turns in this way, and none of them ran.</returns>
    /// <exception cref="ReplyLostException">No replies came. Which of the turns ran is not known.</exception>
    ValueTask<IReadOnlyList<TurnReply>?> SendAll(object place, IReadOnlyList<AddressedTurn> turns, CancellationToken cancellation) => new((IReadOnlyList<TurnReply>?)null);

    /// <summary>Whether a lost turn is worth another try; waits before it where the network may need time.</summary>
    /// <param name="tries">How often it was tried; at least 1.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask<bool> TryAgain(int tries, CancellationToken cancellation) => new(tries < Limits.TriesPerTurn);
}

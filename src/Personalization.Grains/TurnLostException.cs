namespace Personalization.Grains;

/// <summary>
/// A turn was tried several times and did not come to its end: its owners keep moving from node to node, or one does not answer. The same call may be
/// made again; events of it that are durable by then are recognised as duplicates, and a decision with a request id is found again.
/// </summary>
/// <param name="message">What happened.</param>
/// <param name="cause">What lost the turn, or null.</param>
public sealed class TurnLostException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether another node has tried often enough already.</summary>
    internal bool IsFinal { get; init; }

    /// <summary>Whether the turn is known not to have run: nothing of it is durable, or will be.</summary>
    internal bool HasNotRun { get; init; }
}

using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Takes turns and does not answer.</summary>
internal sealed class SilentOwners : IOwners
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TurnReply> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first turn.</summary>
    public Task Asked => asked.Task;

    /// <summary>All turns are lost, also those to come.</summary>
    public void Lose() => reply.SetException(new ReplyLostException("Nobody answered."));

    public ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        asked.TrySetResult();
        return new(reply.Task);
    }
}

using Personalization.Grains.Embedded;

namespace Personalization.Grains.Nodes;

/// <summary>Keeps a grain for one turn that is away, and the line of those who wait for it. Peeks do not wait. Read and changed under the grain's gate.</summary>
internal sealed class GrainHold
{
    private readonly Queue<(Journey Journey, TaskCompletionSource<bool> Turn)> waiting = [];
    private Journey holder;
    private bool isClosed;

    private GrainHold(Journey holder) => this.holder = holder;

    /// <summary>Whether this turn may write.</summary>
    public bool IsOf(Journey? journey) => ReferenceEquals(holder, journey);

    /// <summary>Holds a grain once all who came before have let go of it.</summary>
    /// <returns>False where the node gives the grain up.</returns>
    public static async ValueTask<bool> Enter(Grain grain, Journey journey, CancellationToken cancellation)
    {
        TaskCompletionSource<bool> turn;
        lock (grain.Gate)
        {
            if (grain.Hold is not { } hold)
            {
                grain.Hold = new GrainHold(journey);
                return true;
            }

            if (hold.isClosed)
            {
                return false;
            }

            hold.waiting.Enqueue((journey, turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)));
        }

        // Who gives up waiting is passed over when it is their turn.
        using (cancellation.Register(() => turn.TrySetCanceled(cancellation)))
        {
            return await turn.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Lets go: the next in line holds the grain.</summary>
    public static void Leave(Grain grain)
    {
        lock (grain.Gate)
        {
            var hold = grain.Hold!;
            while (hold.waiting.TryDequeue(out var next))
            {
                hold.holder = next.Journey;
                if (next.Turn.TrySetResult(true))
                {
                    return;
                }
            }

            grain.Hold = null;
        }
    }

    /// <summary>The holder keeps the grain for good: nobody writes on this node any more. Call it under the gate.</summary>
    public void Close()
    {
        isClosed = true;
        while (waiting.TryDequeue(out var next))
        {
            next.Turn.TrySetResult(false);
        }
    }
}

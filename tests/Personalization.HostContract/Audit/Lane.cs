namespace Personalization.HostContract.Audit;

/// <summary>Something that waits at each of its steps until it is let go on, so that a test decides in which order several of them take theirs.</summary>
public sealed class Lane
{
    private TaskCompletionSource arrived = New(), going = New();

    /// <summary>Completes when a step waits.</summary>
    public Task Arrived => arrived.Task;

    /// <summary>A step: waits to be let go on.</summary>
    public Task Step()
    {
        var turn = going.Task;
        arrived.SetResult();
        return turn;
    }

    /// <summary>Lets the step that waits go on; after <see cref="Arrived"/>.</summary>
    public void Go()
    {
        var turn = going;
        (arrived, going) = (New(), New());
        turn.SetResult();
    }

    /// <summary>Runs several works to their ends, step by step in an order that chance makes.</summary>
    /// <param name="works">Each with the lane of its steps.</param>
    /// <param name="random">The chance.</param>
    /// <param name="between">What happens beside, before each step.</param>
    public static async Task Interleave(IReadOnlyList<(Lane Lane, Task Work)> works, Random random, Func<Task> between)
    {
        while (true)
        {
            var waiting = new List<Lane>();
            foreach (var (lane, work) in works)
            {
                if (await Task.WhenAny(lane.Arrived, work) == lane.Arrived)
                {
                    waiting.Add(lane);
                }
            }

            if (waiting.Count == 0)
            {
                break;
            }

            await between();
            waiting[random.Next(waiting.Count)].Go();
        }

        await Task.WhenAll(works.Select(one => one.Work));
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

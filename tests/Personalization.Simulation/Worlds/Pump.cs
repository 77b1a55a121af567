using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;

namespace Personalization.Simulation.Worlds;

/// <summary>Runs on the world's thread, and in the order of asking, what the host would leave to the thread pool.</summary>
internal sealed class Pump : IStepping
{
    private readonly Queue<(Func<Task> Work, TaskCompletionSource Ended)> started = [];
    private readonly List<(Task Ended, TaskCompletionSource Waiter)> waiting = [];

    /// <inheritdoc/>
    public IEqualityComparer<SubjectKey> Keys => StableKeys.Instance;

    /// <inheritdoc/>
    public Task Start(Func<Task> work)
    {
        var ended = new TaskCompletionSource();
        started.Enqueue((work, ended));
        return ended.Task;
    }

    /// <inheritdoc/>
    public Task Until(Task ended)
    {
        if (ended.IsCompleted)
        {
            return ended.IsCompletedSuccessfully ? ended : Task.CompletedTask;
        }

        // A source for each who waits: of several that wait for one task, all but one would go on on the thread pool.
        var waiter = new TaskCompletionSource();
        waiting.Add((ended, waiter));
        return waiter.Task;
    }

    /// <summary>Runs until everything has ended or waits for a commit.</summary>
    public void Run()
    {
        while (true)
        {
            if (started.TryDequeue(out var next))
            {
                _ = Follow(next.Work, next.Ended);
            }
            else if (waiting.FindIndex(one => one.Ended.IsCompleted) is var at and >= 0)
            {
                var waiter = waiting[at].Waiter;
                waiting.RemoveAt(at);
                waiter.SetResult();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Forgets what has not started: the process is dead.</summary>
    public void Clear()
    {
        while (started.TryDequeue(out var next))
        {
            next.Ended.SetException(new IOException("The process died."));
        }
    }

    private static async Task Follow(Func<Task> work, TaskCompletionSource ended)
    {
        try
        {
            await work().ConfigureAwait(false);
            ended.SetResult();
        }
        catch (Exception e)
        {
            ended.SetException(e);
        }
    }
}

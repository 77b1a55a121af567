namespace Personalization.Replay.Jobs;

/// <summary>A job in memory: what is known of it, whoever waits for news of it, and the way to stop it.</summary>
/// <param name="job">The job.</param>
/// <param name="moved">Told of each state that it comes to.</param>
internal sealed class LiveJob(ReplayJob job, Action<ReplayJob> moved) : IDisposable
{
    private const int Free = 0, Taken = 1, Withdrawn = 2;

    private readonly Lock gate = new();
    private JobProgress progress = new(job, job.State == ReplayState.Done ? 1 : null, 0, null);
    private TaskCompletionSource changed = NewSignal();
    private CancellationTokenSource stop = new();
    private int claim;

    /// <summary>What is known now.</summary>
    public JobProgress Progress => Volatile.Read(ref progress);

    /// <summary>The job.</summary>
    public ReplayJob Job => Progress.Job;

    /// <summary>Cancelled when somebody stops it.</summary>
    public CancellationToken Stopped => stop.Token;

    /// <summary>What is known now, and a task that completes when that is outdated.</summary>
    public (JobProgress Progress, Task Changed) Look()
    {
        lock (gate)
        {
            return (progress, changed.Task);
        }
    }

    /// <summary>Sets what is known.</summary>
    public void Set(JobProgress next)
    {
        TaskCompletionSource outdated;
        lock (gate)
        {
            progress = next;
            (outdated, changed) = (changed, NewSignal());
        }

        outdated.TrySetResult();
    }

    /// <summary>Sets the job, which does not move.</summary>
    public void Set(ReplayJob next)
    {
        Set(new JobProgress(next, next.State == ReplayState.Done ? 1 : Progress.Share, 0, null));
        moved(next);
    }

    /// <summary>Claims it for being worked on; false where that is done already, or it is withdrawn.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref claim, Taken, Free) == Free;

    /// <summary>Claims it for never being worked on; false where it is at work.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref claim, Withdrawn, Free) == Free;

    /// <summary>Tells its work to stop.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>Makes one that has ended ready to be gone on with.</summary>
    public void Renew()
    {
        stop.Dispose();
        stop = new CancellationTokenSource();
        Volatile.Write(ref claim, Free);
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

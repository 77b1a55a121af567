namespace Personalization.Replay.Jobs;

/// <summary>Whose turn it is. Jobs work one at a time, tenants in turn; those that read a queue, which may never end, work beside them.</summary>
internal sealed class JobTurns : IDisposable
{
    private readonly JobLine line = new(), queues = new();

    /// <summary>Lets a job wait for its turn.</summary>
    public void Add(LiveJob live) => LineOf(live).Add(live);

    /// <summary>Lets a job wait no longer.</summary>
    public void Remove(LiveJob live) => LineOf(live).Remove(live);

    /// <summary>Gives turns until it is cancelled, or work itself fails.</summary>
    public async Task Run(Func<LiveJob, CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(Enumerable.Repeat(queues, Limits.QueueJobsMax).Append(line).Select(turns => Give(turns, work, either))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        line.Dispose();
        queues.Dispose();
    }

    private static async Task Give(JobLine turns, Func<LiveJob, CancellationToken, Task> work, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                var live = await turns.Take(stop.Token).ConfigureAwait(false);
                // It may have been cancelled at this moment.
                if (live.TryTake())
                {
                    await work(live, stop.Token).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // Where one cannot go on, nobody does: it would not be noticed before the server stops.
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private JobLine LineOf(LiveJob live) => live.Job.Order.Queue is null ? line : queues;
}

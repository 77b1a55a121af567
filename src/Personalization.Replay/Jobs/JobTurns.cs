using System.Threading.Channels;

namespace Personalization.Replay.Jobs;

/// <summary>Whose turn it is. Jobs work one at a time, in the order they came; those that read a queue, which may never end, work beside them.</summary>
internal sealed class JobTurns
{
    private readonly Channel<LiveJob> line = NewLine(), queues = NewLine();

    /// <summary>Whether one more turn can be waited for.</summary>
    public bool HasRoomFor(ReplayOrder order) => LineOf(order).Reader.Count < Limits.JobTurnsMax;

    /// <summary>Lets a job wait for its turn.</summary>
    public void Add(LiveJob live) => LineOf(live.Job.Order).Writer.TryWrite(live);

    /// <summary>Gives turns until it is cancelled, or work itself fails.</summary>
    public async Task Run(Func<LiveJob, CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(Enumerable.Repeat(queues, Limits.QueueJobsMax).Append(line).Select(turns => Give(turns.Reader, work, either))).ConfigureAwait(false);
    }

    private static async Task Give(ChannelReader<LiveJob> turns, Func<LiveJob, CancellationToken, Task> work, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var live in turns.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                // One that waits may have been cancelled.
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

    private static Channel<LiveJob> NewLine() => Channel.CreateBounded<LiveJob>(Limits.JobTurnsMax);

    private Channel<LiveJob> LineOf(ReplayOrder order) => order.Queue is null ? line : queues;
}

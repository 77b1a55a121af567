using System.Runtime.CompilerServices;
using Personalization.Journal;

namespace Personalization.Replay.Jobs;

/// <summary>Feeds a run from the journal, up to where the feed ended when the job was asked for.</summary>
/// <param name="journal">The journal.</param>
/// <param name="run">The run; disposed of with this.</param>
/// <param name="end">The last position to read.</param>
/// <param name="clock">Paces marks.</param>
public sealed class FeedWork(IJournal journal, IReplayRun run, long end, TimeProvider clock) : IJobWork
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<JobMark> Run(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var start = run.NeedsHistory ? 0 : after;
        var (position, read, markedAt) = (start, 0L, clock.GetTimestamp());
        await foreach (var stored in journal.ReadFrom(start, cancellation).ConfigureAwait(false))
        {
            if (stored.Position > end)
            {
                break;
            }

            await run.Take(stored, isNew: stored.Position > after, cancellation).ConfigureAwait(false);
            position = stored.Position;
            if (++read % Limits.JobChunkEvents != 0)
            {
                continue;
            }

            // Behind everything that waits for this core: serving goes first.
            await Task.Yield();
            if (clock.GetElapsedTime(markedAt) >= Limits.JobMarkInterval)
            {
                await run.Flush(cancellation).ConfigureAwait(false);
                yield return new JobMark(Math.Max(position, after), run.Counts, ShareOf(position), read);
                markedAt = clock.GetTimestamp();
            }
        }

        await run.Flush(cancellation).ConfigureAwait(false);
        yield return new JobMark(Math.Max(end, after), run.Counts, 1, read);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => run.DisposeAsync();

    private double? ShareOf(long position) => end == 0 ? null : Math.Min(1, (double)position / end);
}

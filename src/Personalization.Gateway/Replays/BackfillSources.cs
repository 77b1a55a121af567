using Personalization.Replay;
using Personalization.Replay.Backfilling;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>Opens what backfills load: a file that lies on the server, or a queue of its broker.</summary>
internal sealed class BackfillSources(ImportFolder files, ImportQueues queues, TimeProvider clock)
{
    /// <summary>Opens a source behind a number that it gave earlier.</summary>
    public delegate ValueTask<IEventSource> Opening(long after, CancellationToken cancellation);

    /// <summary>Finds the source of a job.</summary>
    /// <exception cref="ReplayRefusedException">It is not there (any more), or not the tenant's.</exception>
    public Opening Find(ReplayJob job)
    {
        if (job.Order.Queue is { } queue)
        {
            return queues.Find(job.Tenant, queue, job.Order.UntilEmpty, out var options) is { } refused
                ? throw new ReplayRefusedException(refused)
                : async (after, cancellation) => await QueueSource.Open(options!, clock, after, cancellation);
        }

        return files.Find(job.Tenant, job.Order.ImportFile!, out var path) is { } problem
            ? throw new ReplayRefusedException(problem)
            : (after, cancellation) => OpenFile(path, job.Order, after, cancellation);
    }

    private static async ValueTask<IEventSource> OpenFile(string path, ReplayOrder order, long after, CancellationToken cancellation)
    {
        var file = File.OpenRead(path);
        try
        {
            if (order.ImportFingerprint?.Fits(file) == false)
            {
                throw new SourceException($"{order.ImportFile} is not the one that was to be loaded: its beginning is another, or it is shorter now. Start a new replay for it.");
            }

            return await EventFile.Open(file, EventFile.FormatOf(path), after, cancellation);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Cluster.Hosting;
using Personalization.Core.Subjects;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Replays;

/// <summary>Tells the cluster which jobs this process has: all at its start, each whose state changes at once, and those that work again and again.</summary>
internal sealed partial class ReplayAnnouncer : BackgroundService
{
    private readonly ConcurrentDictionary<string, Unsaid> unsaid = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim changed = new(0, 1);
    private readonly IGrainFactory grains;
    private readonly ReplayJobs jobs;
    private readonly ReplayPlace place;
    private readonly ReplayKeeper process;
    private readonly ILogger<ReplayAnnouncer> log;
    private long changes, stamp;

    /// <summary>Begins to follow the jobs of this process.</summary>
    public ReplayAnnouncer(IGrainFactory grains, ReplayJobs jobs, ReplayPlace place, ReplayKeeper process, ILogger<ReplayAnnouncer> log)
    {
        (this.grains, this.jobs, this.place, this.process, this.log) = (grains, jobs, place, process, log);
        jobs.Moved += NoteAtOnce;
        foreach (var known in jobs.List())
        {
            Note(known.Job);
        }
    }

    /// <summary>The jobs of a tenant that others may not find yet.</summary>
    public IEnumerable<JobProgress> UnsaidOf(TenantId tenant) => unsaid.Where(one => one.Value.Tenant == tenant).Select(one => jobs.Find(tenant, one.Key)).OfType<JobProgress>();

    /// <summary>Says what was not said yet of a tenant's jobs. Where that fails it is said again later.</summary>
    public async ValueTask Say(TenantId tenant)
    {
        // The stamp before the look: what has the higher one was seen later.
        var saidAt = Stamp();
        var news = unsaid.Where(one => one.Value.Tenant == tenant).ToList();
        var lines = news.Select(one => jobs.Find(tenant, one.Key)).OfType<JobProgress>()
            .Select(one => new ReplayLine(place.Name, Environment.MachineName, saidAt, ReplayForm.Of(ReplaySummary.Of(one)))).ToList();
        try
        {
            await grains.GetGrain<IReplayDirectoryGrain>(tenant.Value).Tell(lines);
            foreach (var said in news)
            {
                // What has changed meanwhile is said once more.
                unsaid.TryRemove(said);
            }
        }
        catch (Exception missed)
        {
            LogMissed(missed);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await grains.GetGrain<IReplayPlaceGrain>(place.Name).Close();
        }
        catch (Exception late)
        {
            // The process is found to be gone all the same.
            LogMissed(late);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        jobs.Moved -= NoteAtOnce;
        changed.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var me = grains.CreateObjectReference<IReplayKeeper>(process);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await grains.GetGrain<IReplayPlaceGrain>(place.Name).Open(me);
            }
            catch (Exception missed)
            {
                LogMissed(missed);
            }

            foreach (var tenant in unsaid.Values.Select(one => one.Tenant).Distinct().TakeWhile(_ => !stoppingToken.IsCancellationRequested))
            {
                await Say(tenant);
            }

            if (!await new ValueTask<bool>(changed.WaitAsync(Limits.ReplayRound, stoppingToken)).OrStopped())
            {
                foreach (var working in jobs.List().Where(one => one.Job.State == ReplayState.Running))
                {
                    Note(working.Job);
                }
            }
        }
    }

    private void NoteAtOnce(ReplayJob job)
    {
        Note(job);
        Wake();
    }

    private void Note(ReplayJob job) => unsaid[job.Id] = new Unsaid(job.Tenant, Interlocked.Increment(ref changes));

    /// <summary>The time, and never the same twice.</summary>
    private long Stamp()
    {
        lock (unsaid)
        {
            return stamp = Math.Max(stamp + 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        }
    }

    private void Wake()
    {
        lock (unsaid)
        {
            if (changed.CurrentCount == 0)
            {
                changed.Release();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not all of the cluster knows which replays are here; it is told again soon.")]
    private partial void LogMissed(Exception cause);

    /// <summary>A job to tell of.</summary>
    /// <param name="Tenant">Whose.</param>
    /// <param name="Change">Which change of all is the latest of it.</param>
    private readonly record struct Unsaid(TenantId Tenant, long Change);
}

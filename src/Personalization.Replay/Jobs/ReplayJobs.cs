using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Replay.Jobs;

/// <summary>
/// The jobs of a server: one works at a time, tenants in turn, each tenant's in the order they came; those that read a queue work beside them. What a job has
/// done is written down about every second, so that it goes on by itself after a crash, with each finding there once.
/// </summary>
public sealed class ReplayJobs : IDisposable
{
    private readonly ConcurrentDictionary<string, LiveJob> jobs = new(StringComparer.Ordinal);
    private readonly JobTurns turns = new();
    private readonly Lock gate = new();
    private readonly JobStore store;
    private readonly JobRunner runner;
    private readonly TimeProvider clock;

    /// <summary>Reads the jobs of a folder; those that were not at their end wait again.</summary>
    /// <param name="folder">The folder for all jobs; made where it is missing.</param>
    /// <param name="works">Opens their work.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="InvalidDataException">A job cannot be read.</exception>
    public ReplayJobs(string folder, IJobWorks works, TimeProvider clock)
    {
        this.clock = clock;
        store = new JobStore(folder);
        runner = new JobRunner(store, works, clock);
        // What was at work goes on first: it has had its turn, and has not done with it.
        foreach (var job in store.Load().OrderBy(job => job.State == ReplayState.Running ? 0 : 1).ThenBy(job => job.Created))
        {
            var live = jobs[job.Id] = new LiveJob(job, Move);
            if (job.IsOpen)
            {
                turns.Add(live);
            }
        }
    }

    /// <summary>Told of a job whose work broke down for a reason that nobody foresaw.</summary>
    public event Action<ReplayJob, Exception>? Broken
    {
        add => runner.Broken += value;
        remove => runner.Broken -= value;
    }

    /// <summary>Told of a job that was taken, and of each state that one comes to. Whoever listens must not wait.</summary>
    public event Action<ReplayJob>? Moved;

    /// <summary>Works until it is cancelled. What is at work then goes on with the next start.</summary>
    public Task Run(CancellationToken cancellation) => turns.Run(runner.Run, cancellation);

    /// <summary>Takes a job.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="startedBy">The id of the key of whoever asks.</param>
    /// <param name="order">What to do; checked.</param>
    /// <param name="end">Where the feed ends now.</param>
    /// <param name="prepare">Puts more files into its folder; null for none.</param>
    /// <returns>The job, or a problem: <c>too_many_replays</c>.</returns>
    public Answer<ReplayJob> Start(TenantId tenant, string startedBy, ReplayOrder order, long end, Action<JobFolder>? prepare)
    {
        lock (gate)
        {
            if (FindFull(tenant, order) is { } full)
            {
                return full;
            }

            var job = new ReplayJob(RandomNumberGenerator.GetHexString(10, lowercase: true), tenant, startedBy, order, Now()) { End = end };
            var files = store.Of(job.Id);
            Directory.CreateDirectory(files.Path);
            prepare?.Invoke(files);
            store.Save(job);
            Forget(tenant);
            turns.Add(jobs[job.Id] = new LiveJob(job, Move));
            Move(job);
            return job;
        }
    }

    /// <summary>A job of a tenant; null where there is none.</summary>
    public JobProgress? Find(TenantId tenant, string id) => Live(tenant, id)?.Progress;

    /// <summary>The jobs of a tenant, the newest first.</summary>
    public IReadOnlyList<JobProgress> List(TenantId tenant, int limit) =>
        [.. jobs.Values.Select(live => live.Progress).Where(one => one.Job.Tenant == tenant).OrderByDescending(one => one.Job.Created).Take(limit)];

    /// <summary>The jobs of all tenants.</summary>
    public IReadOnlyList<JobProgress> List() => [.. jobs.Values.Select(live => live.Progress)];

    /// <summary>The files of a job of a tenant; null where there is none.</summary>
    public JobFolder? FilesOf(TenantId tenant, string id) => Live(tenant, id) is null ? null : store.Of(id);

    /// <summary>News of a job as they come, what is known now first, until it ends.</summary>
    /// <returns>Nothing where the tenant has no such job.</returns>
    public async IAsyncEnumerable<JobProgress> Watch(TenantId tenant, string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (Live(tenant, id) is { } live)
        {
            var (progress, changed) = live.Look();
            yield return progress;
            if (!progress.Job.IsOpen)
            {
                yield break;
            }

            await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Stops a job. What it has done stays.</summary>
    /// <returns>Null, or why not: <c>unknown_replay</c>, <c>wrong_state</c>.</returns>
    public Problem? Cancel(TenantId tenant, string id)
    {
        lock (gate)
        {
            if (Live(tenant, id) is not { } live)
            {
                return ReplayProblems.Unknown;
            }

            if (!live.Job.IsOpen)
            {
                return ReplayProblems.Over;
            }

            if (live.TryWithdraw())
            {
                turns.Remove(live);
                runner.End(live, live.Job with { State = ReplayState.Cancelled });
            }
            else
            {
                live.Stop();
            }

            return null;
        }
    }

    /// <summary>Lets a job that failed or was cancelled go on where it stood.</summary>
    /// <returns>Null, or why not: <c>unknown_replay</c>, <c>wrong_state</c>, <c>too_many_replays</c>.</returns>
    public Problem? Resume(TenantId tenant, string id)
    {
        lock (gate)
        {
            if (Live(tenant, id) is not { } live)
            {
                return ReplayProblems.Unknown;
            }

            if (live.Job.State is not (ReplayState.Failed or ReplayState.Cancelled))
            {
                return ReplayProblems.Open;
            }

            if (FindFull(tenant, live.Job.Order) is { } full)
            {
                return full;
            }

            var again = live.Job with { State = ReplayState.Waiting, Ended = null, Failure = null };
            store.Save(again);
            live.Renew();
            live.Set(again);
            turns.Add(live);
            return null;
        }
    }

    /// <summary>Forgets the jobs of a tenant whose files name somebody, with what they found; those at work are cancelled first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="id">Whom.</param>
    /// <returns>Whether none is left; where one was at work, ask again.</returns>
    public bool Erase(TenantId tenant, string id)
    {
        var names = new NamedIn(id);
        var isClean = true;
        foreach (var live in jobs.Values.Where(one => one.Job.Tenant == tenant && names.Has(store.Of(one.Job.Id))).ToList())
        {
            if (live.Job.IsOpen)
            {
                Cancel(tenant, live.Job.Id);
            }

            lock (gate)
            {
                if (live.Job.IsOpen)
                {
                    isClean = false;
                    continue;
                }

                if (jobs.TryRemove(live.Job.Id, out _))
                {
                    store.Delete(live.Job.Id);
                    live.Dispose();
                }
            }
        }

        return isClean;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turns.Dispose();
        foreach (var live in jobs.Values)
        {
            live.Dispose();
        }
    }

    private Problem? FindFull(TenantId tenant, ReplayOrder order)
    {
        var isOfQueue = order.Queue is not null;
        var open = jobs.Values.Select(live => live.Job).Where(job => job.IsOpen && job.Order.Queue is not null == isOfQueue).ToList();
        var own = open.Count(job => job.Tenant == tenant);
        return isOfQueue ? (open.Count >= Limits.QueueJobsMax || own >= Limits.QueueJobsPerTenantMax ? ReplayProblems.TooManyQueues : null)
            : own >= Limits.JobsPerTenantMax ? ReplayProblems.TooManyOfTenant
            : open.Count >= Limits.JobsMax ? ReplayProblems.TooMany
            : null;
    }

    private LiveJob? Live(TenantId tenant, string id) => jobs.TryGetValue(id, out var live) && live.Job.Tenant == tenant ? live : null;

    private void Move(ReplayJob job) => Moved?.Invoke(job);

    private Instant Now() => Instant.From(clock.GetUtcNow());

    /// <summary>Forgets the oldest jobs of a tenant that are at their end, so that there is room for one more.</summary>
    private void Forget(TenantId tenant)
    {
        var ended = jobs.Values.Where(live => live.Job.Tenant == tenant && !live.Job.IsOpen).OrderByDescending(live => live.Job.Created);
        foreach (var live in ended.Skip(Limits.JobsKeptMax - 1).ToList())
        {
            jobs.TryRemove(live.Job.Id, out _);
            store.Delete(live.Job.Id);
            live.Dispose();
        }
    }
}

using Personalization.Core.Subjects;
using Personalization.Replay.Jobs;

namespace Personalization.Replay.Tests.Jobs;

/// <summary>The jobs of a server on a folder of their own, with runs of the test's. A restart makes them anew from the folder.</summary>
internal sealed class JobBench : IJobWorks, IAsyncDisposable
{
    public static readonly TenantId Tenant = ListedJournal.Tenant;

    private readonly string folder = Directory.CreateTempSubdirectory("jobs-").FullName;
    private CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;

    public JobBench(int events)
    {
        Journal = new ListedJournal(events);
        Jobs = new ReplayJobs(Folder, this, Time);
    }

    public TickingTime Time { get; } = new();

    public ListedJournal Journal { get; }

    public ReplayJobs Jobs { get; private set; }

    public string Folder => Path.Combine(folder, "replays");

    public bool NeedsHistory { get; set; } = true;

    /// <summary>What happens at each new event, by its version.</summary>
    public Func<long, CancellationToken, Task> AtEvent { get; set; } = (_, _) => Task.CompletedTask;

    public List<MarkingRun> Runs { get; } = [];

    public ValueTask<IJobWork> Open(ReplayJob job, JobFolder folder, IReplayFindings findings, CancellationToken cancellation)
    {
        var run = new MarkingRun(findings, NeedsHistory, AtEvent);
        Runs.Add(run);
        return new(new FeedWork(Journal, run, job.End, Time));
    }

    public void Run() => running = Jobs.Run(stop.Token);

    public ReplayJob Start(ReplayKind kind = ReplayKind.Verify, TenantId? tenant = null, string? queue = null)
    {
        var started = Jobs.Start(tenant ?? Tenant, "key", new ReplayOrder(kind) { Queue = queue }, Journal.End, null);
        Assert.Null(started.Problem);
        return started.Value!;
    }

    /// <summary>Stops all work, as the end of the process does.</summary>
    public async Task Stop()
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Jobs.Dispose();
    }

    public void StartAgain()
    {
        stop.Dispose();
        stop = new CancellationTokenSource();
        Jobs = new ReplayJobs(Folder, this, Time);
        Run();
    }

    public async Task<ReplayJob> Ended(string id, TenantId? tenant = null)
    {
        JobProgress? last = null;
        await foreach (var progress in Jobs.Watch(tenant ?? Tenant, id, TestContext.Current.CancellationToken))
        {
            last = progress;
        }

        return last!.Job;
    }

    public List<string> FindingsOf(ReplayJob job) =>
        [.. File.ReadLines(Path.Combine(Folder, job.Id, "findings.ndjson")).Select(line => FindingJson.Read(System.Text.Encoding.UTF8.GetBytes(line), Tenant).DecisionId)];

    public async ValueTask DisposeAsync()
    {
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
            try
            {
                await running;
            }
            catch (OperationCanceledException)
            {
                // As asked for.
            }
        }

        Jobs.Dispose();
        stop.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

using System.Net.Sockets;
using Personalization.Grains;
using Personalization.Replay.Jobs;

namespace Personalization.Replay.Tests.Jobs;

/// <summary>Jobs whose turns are lost, or whose journal is away.</summary>
public sealed class HindranceTests
{
    private const int Events = 5_000;

    private static readonly string[] AllFindings = [.. Enumerable.Range(1, Events).Where(at => at % 3 == 0).Select(at => $"d{at}")];

    public static TheoryData<Exception, bool> Losses { get; } = new()
    {
        { new TurnLostException("A silo is gone."), true },
        { new TurnLostException("A silo is gone."), false },
        { new SocketException((int)SocketError.ConnectionRefused), true },
        { new SocketException((int)SocketError.ConnectionRefused), false },
    };

    [Theory]
    [MemberData(nameof(Losses), DisableDiscoveryEnumeration = true)]
    public async Task A_job_that_loses_its_owners_a_few_times_goes_on_from_its_last_mark(Exception loss, bool needsHistory)
    {
        var left = 3;
        await using var bench = new JobBench(Events) { NeedsHistory = needsHistory };
        bench.AtEvent = (version, _) => version == 3_000 && left-- > 0 ? throw loss : Task.CompletedTask;
        bench.Run();

        var job = await bench.Ended(bench.Start().Id);

        Assert.Equal((ReplayState.Done, null, Events, AllFindings.Length), (job.State, job.Failure, job.Counts["events"], job.Findings));
        Assert.Equal(AllFindings, bench.FindingsOf(job));
        Assert.Equal(4, bench.Runs.Count);
        Assert.Equal(needsHistory, bench.Runs[^1].Given == Events);
        Assert.Equal([1, 2, 4], bench.Time.Waits.Select(wait => wait / Channels.Limits.PauseFirst));
    }

    [Fact]
    public async Task Whoever_comes_further_between_losses_waits_no_longer_each_time()
    {
        var lost = new HashSet<long>();
        await using var bench = new JobBench(Events) { NeedsHistory = false };
        bench.AtEvent = (version, _) => version % 600 == 0 && lost.Add(version) ? throw new TurnLostException("A silo is gone.") : Task.CompletedTask;
        bench.Run();

        Assert.Equal(ReplayState.Done, (await bench.Ended(bench.Start().Id)).State);
        Assert.Equal(Events / 600, bench.Time.Waits.Count);
        Assert.All(bench.Time.Waits, wait => Assert.Equal(Channels.Limits.PauseFirst, wait));
    }

    [Fact]
    public async Task A_job_that_waits_says_why_and_is_stopped_at_once()
    {
        await using var bench = new JobBench(Events) { AtEvent = (_, _) => throw new TurnLostException("A silo is gone.") };
        bench.Time.HoldsWaits = true;
        bench.Run();
        var id = bench.Start().Id;
        var waiting = await Told(bench, id, job => job.Failure is not null);
        Assert.Equal((ReplayState.Running, "not_ready"), (waiting.State, waiting.Failure?.Code));

        Assert.Null(bench.Jobs.Cancel(JobBench.Tenant, id));
        var ended = await bench.Ended(id);
        Assert.Equal((ReplayState.Cancelled, null), (ended.State, ended.Failure));
    }

    [Fact]
    public async Task A_job_that_waits_when_the_server_stops_goes_on_with_its_next_start()
    {
        await using var bench = new JobBench(Events) { AtEvent = (_, _) => throw new TurnLostException("A silo is gone.") };
        bench.Time.HoldsWaits = true;
        bench.Run();
        var id = bench.Start().Id;
        await Told(bench, id, job => job.Failure is not null);
        await bench.Stop();
        bench.AtEvent = (_, _) => Task.CompletedTask;

        bench.StartAgain();
        Assert.Equal(ReplayState.Done, (await bench.Ended(id)).State);
    }

    [Fact]
    public async Task What_was_in_the_way_is_told_until_the_job_is_further()
    {
        var (isLost, isTriedAgain, isBack) = (false, new TaskCompletionSource(), new TaskCompletionSource());
        await using var bench = new JobBench(Events) { NeedsHistory = false };
        bench.AtEvent = (_, stop) =>
        {
            if (isLost)
            {
                isTriedAgain.TrySetResult();
                return isBack.Task.WaitAsync(stop);
            }

            isLost = true;
            throw new TurnLostException("A silo is gone.");
        };
        bench.Run();
        var id = bench.Start().Id;
        await isTriedAgain.Task;
        Assert.Equal("not_ready", bench.Jobs.Find(JobBench.Tenant, id)!.Job.Failure?.Code);

        isBack.SetResult();
        Assert.Null((await Told(bench, id, job => job.Position > 0)).Failure);
    }

    [Fact]
    public async Task Patience_has_an_end_and_the_job_can_then_be_gone_on_with()
    {
        await using var bench = new JobBench(Events) { AtEvent = (_, _) => throw new TurnLostException("A silo is gone.") };
        bench.Run();
        var id = bench.Start().Id;

        var failed = await bench.Ended(id);
        Assert.Equal((ReplayState.Failed, "not_ready"), (failed.State, failed.Failure?.Code));
        Assert.Contains("did not answer", failed.Failure?.Message, StringComparison.Ordinal);
        Assert.Equal(Limits.HindrancesMax + 1, bench.Runs.Count);
        Assert.InRange(bench.Time.Waits.Sum(wait => wait.TotalMinutes), 14, 16);

        bench.AtEvent = (_, _) => Task.CompletedTask;
        Assert.Null(bench.Jobs.Resume(JobBench.Tenant, id));
        Assert.Equal((ReplayState.Done, null), ((await bench.Ended(id)).State, bench.Jobs.Find(JobBench.Tenant, id)!.Job.Failure));
    }

    private static async Task<ReplayJob> Told(JobBench bench, string id, Func<ReplayJob, bool> isMeant)
    {
        await foreach (var progress in bench.Jobs.Watch(JobBench.Tenant, id, TestContext.Current.CancellationToken))
        {
            if (isMeant(progress.Job))
            {
                return progress.Job;
            }
        }

        throw new InvalidOperationException("The job has ended.");
    }
}

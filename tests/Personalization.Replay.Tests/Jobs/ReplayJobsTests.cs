using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Replay.Backfilling;
using Personalization.Replay.Jobs;

namespace Personalization.Replay.Tests.Jobs;

public sealed class ReplayJobsTests
{
    private const int Events = 5_000;

    private static readonly string[] AllFindings = [.. Enumerable.Range(1, Events).Where(at => at % 3 == 0).Select(at => $"d{at}")];

    [Fact]
    public async Task A_job_runs_to_the_end_of_the_feed()
    {
        await using var bench = new JobBench(Events);
        bench.Run();

        var job = await bench.Ended(bench.Start().Id);

        Assert.Equal((ReplayState.Done, bench.Journal.End, Events, AllFindings.Length), (job.State, job.Position, job.Counts["events"], job.Findings));
        Assert.Equal(AllFindings, bench.FindingsOf(job));
        Assert.True(job.Started <= job.Ended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopped_in_the_middle_it_goes_on_by_itself_with_every_finding_there_once(bool needsHistory)
    {
        await using var bench = new JobBench(Events) { NeedsHistory = needsHistory };
        var reached = new TaskCompletionSource();
        bench.AtEvent = (version, stop) =>
        {
            if (version != 3_000)
            {
                return Task.CompletedTask;
            }

            reached.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(stop);
        };
        bench.Run();
        var id = bench.Start().Id;
        await reached.Task;
        await bench.Stop();
        // More lies on the disk than was promised: it is found again.
        Assert.NotEqual(0, new FileInfo(Path.Combine(bench.Folder, id, "findings.ndjson")).Length);
        bench.AtEvent = (_, _) => Task.CompletedTask;

        bench.StartAgain();
        var job = await bench.Ended(id);

        Assert.Equal((ReplayState.Done, Events, AllFindings.Length), (job.State, job.Counts["events"], job.Findings));
        Assert.Equal(AllFindings, bench.FindingsOf(job));
        Assert.Equal(2, bench.Runs.Count);
        Assert.Equal(needsHistory, bench.Runs[1].Given == Events);
    }

    [Fact]
    public async Task A_job_that_is_at_work_is_cancelled_and_can_be_gone_on_with()
    {
        await using var bench = new JobBench(Events);
        var reached = new TaskCompletionSource();
        bench.AtEvent = (version, stop) =>
        {
            if (version != 3_000)
            {
                return Task.CompletedTask;
            }

            reached.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(stop);
        };
        bench.Run();
        var id = bench.Start().Id;
        await reached.Task;

        Assert.Null(bench.Jobs.Cancel(JobBench.Tenant, id));
        Assert.Equal(ReplayState.Cancelled, (await bench.Ended(id)).State);
        Assert.Equal(ReplayProblems.WrongState, bench.Jobs.Cancel(JobBench.Tenant, id)?.Code);

        bench.AtEvent = (_, _) => Task.CompletedTask;
        Assert.Null(bench.Jobs.Resume(JobBench.Tenant, id));
        var job = await bench.Ended(id);
        Assert.Equal((ReplayState.Done, Events), (job.State, job.Counts["events"]));
        Assert.Equal(AllFindings, bench.FindingsOf(job));
    }

    [Fact]
    public async Task A_job_that_waits_is_cancelled_at_once_and_never_works()
    {
        await using var bench = new JobBench(10);
        var id = bench.Start().Id;
        Assert.Null(bench.Jobs.Cancel(JobBench.Tenant, id));
        Assert.Equal(ReplayState.Cancelled, (await bench.Ended(id)).State);
        var other = bench.Start().Id;
        bench.Run();
        await bench.Ended(other);
        Assert.Single(bench.Runs);
    }

    [Fact]
    public async Task Jobs_work_one_after_the_other_in_the_order_they_came()
    {
        await using var bench = new JobBench(10);
        var ids = Enumerable.Range(0, 3).Select(_ => bench.Start().Id).ToList();
        bench.Run();
        var ended = new List<ReplayJob>();
        foreach (var id in ids)
        {
            ended.Add(await bench.Ended(id));
        }

        Assert.All(ended.Zip(ended.Skip(1)), pair => Assert.True(pair.First.Ended <= pair.Second.Started));
    }

    [Fact]
    public async Task Tenants_take_turns_however_many_jobs_one_has()
    {
        await using var bench = new JobBench(1);
        var (first, second) = (new TenantId("acme/first"), new TenantId("acme/second"));
        var many = Enumerable.Range(0, 5).Select(_ => bench.Start(tenant: first).Id).ToList();
        var few = Enumerable.Range(0, 2).Select(_ => bench.Start(tenant: second).Id).ToList();
        bench.Run();

        var ended = new List<ReplayJob>();
        foreach (var (id, tenant) in many.Select(id => (id, first)).Concat(few.Select(id => (id, second))))
        {
            ended.Add(await bench.Ended(id, tenant));
        }

        Assert.Equal([many[0], few[0], many[1], few[1], many[2], many[3], many[4]], ended.OrderBy(job => job.Started).Select(job => job.Id));
    }

    [Fact]
    public async Task One_tenant_has_so_many_open_jobs_and_leaves_room_for_others()
    {
        await using var bench = new JobBench(10);
        var ids = Enumerable.Range(0, Limits.JobsPerTenantMax).Select(_ => bench.Start().Id).ToList();

        var refused = bench.Jobs.Start(JobBench.Tenant, "key", new ReplayOrder(ReplayKind.Verify), 0, null).Problem;

        Assert.Equal(ReplayProblems.TooManyReplays, refused?.Code);
        Assert.Contains("This tenant has", refused?.Message, StringComparison.Ordinal);
        bench.Start(tenant: new TenantId("acme/other"));
        Assert.Null(bench.Jobs.Cancel(JobBench.Tenant, ids[3]));
        bench.Start();
    }

    [Fact]
    public async Task Jobs_that_are_cancelled_while_they_wait_take_nobodys_place()
    {
        await using var bench = new JobBench(1);
        for (var job = 0; job < 5 * Limits.JobsPerTenantMax; job++)
        {
            Assert.Null(bench.Jobs.Cancel(JobBench.Tenant, bench.Start().Id));
        }

        var id = bench.Start().Id;
        bench.Run();
        Assert.Equal(ReplayState.Done, (await bench.Ended(id)).State);
    }

    [Fact]
    public async Task All_tenants_together_have_so_many_open_jobs()
    {
        await using var bench = new JobBench(10);
        for (var job = 0; job < Limits.JobsMax; job++)
        {
            bench.Start(tenant: new TenantId($"acme/t{job / Limits.JobsPerTenantMax}"));
        }

        var refused = bench.Jobs.Start(new TenantId("acme/late"), "key", new ReplayOrder(ReplayKind.Verify), 0, null).Problem;
        Assert.Equal(ReplayProblems.TooManyReplays, refused?.Code);
        Assert.Contains("of all tenants together", refused?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_that_read_queues_do_not_hold_up_others()
    {
        await using var bench = new JobBench(1);
        var reached = new TaskCompletionSource();
        bench.AtEvent = (_, stop) =>
        {
            reached.TrySetResult();
            return new TaskCompletionSource().Task.WaitAsync(stop);
        };
        bench.Run();
        var endless = bench.Start(ReplayKind.Backfill, queue: "q").Id;
        await reached.Task;
        bench.AtEvent = (_, _) => Task.CompletedTask;

        Assert.Equal(ReplayState.Done, (await bench.Ended(bench.Start().Id)).State);
        Assert.Equal(ReplayState.Done, (await bench.Ended(bench.Start(ReplayKind.Backfill, queue: "q").Id)).State);
        Assert.Equal(ReplayState.Running, bench.Jobs.Find(JobBench.Tenant, endless)!.Job.State);
    }

    [Fact]
    public async Task No_tenant_takes_all_places_of_those_that_read_queues_and_others_still_wait_in_line()
    {
        await using var bench = new JobBench(1);
        var order = new ReplayOrder(ReplayKind.Backfill) { Queue = "q" };
        for (var job = 0; job < Limits.QueueJobsMax; job++)
        {
            Assert.Null(bench.Jobs.Start(new TenantId($"acme/t{job / Limits.QueueJobsPerTenantMax}"), "key", order, 0, null).Problem);
        }

        Assert.Equal(ReplayProblems.TooManyReplays, bench.Jobs.Start(new TenantId("acme/late"), "key", order, 0, null).Problem?.Code);
        Assert.Null(bench.Jobs.Cancel(new TenantId("acme/t0"), bench.Jobs.List(new TenantId("acme/t0"), 1)[0].Job.Id));
        Assert.Equal(ReplayProblems.TooManyReplays, bench.Jobs.Start(new TenantId("acme/t1"), "key", order, 0, null).Problem?.Code);
        Assert.Null(bench.Jobs.Start(new TenantId("acme/late"), "key", order, 0, null).Problem);
        bench.Start();
    }

    [Fact]
    public async Task Only_the_newest_are_kept_when_they_have_ended()
    {
        await using var bench = new JobBench(1);
        bench.Run();
        var ids = new List<string>();
        for (var job = 0; job < Limits.JobsKeptMax + 2; job++)
        {
            ids.Add(bench.Start().Id);
            await bench.Ended(ids[^1]);
        }

        Assert.Equal(ids.AsEnumerable().Reverse().Take(Limits.JobsKeptMax), bench.Jobs.List(JobBench.Tenant, 1000).Select(one => one.Job.Id));
        Assert.Equal(Limits.JobsKeptMax, Directory.GetDirectories(bench.Folder).Length);
    }

    [Fact]
    public async Task What_stands_in_the_way_is_kept_as_the_reason()
    {
        await using var bench = new JobBench(10) { AtEvent = (_, _) => throw new ReplayRefusedException(new Problem("not_ready", "", "No catalog.")) };
        bench.Run();
        var job = await bench.Ended(bench.Start().Id);
        Assert.Equal((ReplayState.Failed, "not_ready", "No catalog."), (job.State, job.Failure?.Code, job.Failure?.Message));
    }

    [Fact]
    public async Task A_bug_fails_its_job_and_not_the_next_one()
    {
        var broken = new List<string>();
        await using var bench = new JobBench(10) { AtEvent = (_, _) => throw new InvalidOperationException("a bug") };
        bench.Jobs.Broken += (_, error) => broken.Add(error.Message);
        bench.Run();
        Assert.Equal("internal", (await bench.Ended(bench.Start().Id)).Failure?.Code);
        Assert.Equal(["a bug"], broken);
        bench.AtEvent = (_, _) => Task.CompletedTask;
        Assert.Equal(ReplayState.Done, (await bench.Ended(bench.Start().Id)).State);
    }

    [Fact]
    public async Task A_job_of_another_tenant_is_not_there()
    {
        await using var bench = new JobBench(10);
        var id = bench.Start().Id;
        var other = new TenantId("acme/staging");
        Assert.Null(bench.Jobs.Find(other, id));
        Assert.Null(bench.Jobs.FilesOf(other, id));
        Assert.Empty(bench.Jobs.List(other, 10));
        Assert.Equal(ReplayProblems.UnknownReplay, bench.Jobs.Cancel(other, id)?.Code);
        Assert.Equal(ReplayProblems.UnknownReplay, bench.Jobs.Resume(other, id)?.Code);
    }

    [Fact]
    public async Task A_restart_keeps_every_word_of_a_job()
    {
        await using var bench = new JobBench(10);
        var order = new ReplayOrder(ReplayKind.Rebuild)
        {
            From = new Instant(1), To = new Instant(2_000), Subjects = ["user:u1"], Into = new TenantId("acme/next"), Catalog = "abc", ImportFile = "f", Queue = "q", UntilEmpty = true,
            ImportFingerprint = new FileFingerprint(5, 3, "abc"), EventsPerSecond = 1.5,
        };
        var job = bench.Jobs.Start(JobBench.Tenant, "key", order, 7, null).Value!;
        var read = new ReplayJobs(bench.Folder, bench, TimeProvider.System).Find(JobBench.Tenant, job.Id)!.Job;
        Assert.Equal(job with { Order = order with { Subjects = [] }, Counts = read.Counts }, read with { Order = read.Order with { Subjects = [] } });
        Assert.Equal(order.Subjects, read.Order.Subjects);
    }

    [Fact]
    public async Task What_is_left_of_a_job_that_goes_on_is_told_by_what_it_did_since()
    {
        await using var bench = new JobBench(Events) { NeedsHistory = false };
        bench.AtEvent = (version, _) => version == 4_500 ? throw new ReplayRefusedException(new Problem("not_ready", "", "No catalog.")) : Task.CompletedTask;
        bench.Run();
        var id = bench.Start().Id;
        await bench.Ended(id);
        bench.AtEvent = (version, stop) => version == 4_900 ? new TaskCompletionSource().Task.WaitAsync(stop) : Task.CompletedTask;

        Assert.Null(bench.Jobs.Resume(JobBench.Tenant, id));
        await foreach (var progress in bench.Jobs.Watch(JobBench.Tenant, id, TestContext.Current.CancellationToken))
        {
            if (progress.Job.State == ReplayState.Running && progress.Job.Position > 47_000)
            {
                // 256 events took one second of this clock or two, and about as many are left.
                Assert.InRange(progress.Remaining ?? default, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10));
                break;
            }
        }
    }

    [Theory]
    [InlineData("user:u1", true)]
    [InlineData("account:a:1", true)]
    [InlineData("anonymous:v", true)]
    [InlineData("shared:cap", false)]
    [InlineData("user:", false)]
    [InlineData("u1", false)]
    [InlineData("User:u1", false)]
    public void Subjects_are_named_by_kind_and_id(string text, bool isSubject) => Assert.Equal(isSubject, SubjectName.TryParse(text, JobBench.Tenant, out _));
}

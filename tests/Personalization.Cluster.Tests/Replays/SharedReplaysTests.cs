using Npgsql;
using Orleans.TestingHost;
using Personalization.Core.Subjects;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres.Cluster;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Tests.Replays;

/// <summary>Replays of one silo seen from another one, over real Orleans and a real PostgreSQL.</summary>
public sealed class SharedReplaysTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly TestClusterPortAllocator ports = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("replays-");
    private readonly SteppedWorks works = new();
    private readonly List<ReplaySilo> silos = [];
    private readonly Dictionary<string, (int, int)> portsOf = [];
    private ClusterSchema schema = null!;

    private static TenantId Tenant => ReplaySilo.Tenant;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        schema = new ClusterSchema(await postgres.NewDatabase());
        await schema.Init(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos)
        {
            await silo.DisposeAsync();
        }

        ports.Dispose();
        works.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_job_that_one_silo_takes_is_found_and_listed_by_another_at_once_and_by_no_other_tenant()
    {
        var (one, two) = (await Start("one"), await Start("two"));
        var first = await one.Take(3);
        Assert.Equal(first, (await two.Replays.Find(Tenant, first, Cancellation))?.Id);
        var second = await two.Take(3);

        Assert.Equal([second, first], (await one.Replays.List(Tenant, 10, Cancellation)).Select(job => job.Id));
        Assert.Equal([second], (await one.Replays.List(Tenant, 1, Cancellation)).Select(job => job.Id));
        Assert.All(await two.Replays.List(Tenant, 10, Cancellation), job => Assert.Null(job.Away));
        Assert.Null(await two.Replays.Find(new TenantId("acme/other"), first, Cancellation));
        Assert.Null(await two.Replays.Find(Tenant, "0123456789", Cancellation));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_job_is_watched_stopped_and_gone_on_with_through_another_silo()
    {
        var (one, two) = (await Start("one"), await Start("two"));
        var id = await one.Take(2);

        Assert.Null(await two.Replays.Cancel(Tenant, id, Cancellation));
        Assert.Equal(ReplayState.Cancelled, (await Ended(two, id)).State);
        Assert.Equal("wrong_state", (await two.Replays.Cancel(Tenant, id, Cancellation))?.Code);
        Assert.Equal("unknown_replay", (await two.Replays.Cancel(Tenant, "0123456789", Cancellation))?.Code);

        Assert.Null(await two.Replays.Resume(Tenant, id, Cancellation));
        works.Step(2);
        var ended = await Ended(two, id);
        Assert.Equal((ReplayState.Done, 1, 2), (ended.State, ended.Share, ended.Findings));
    }

    [Fact(Timeout = 120_000)]
    public async Task Findings_are_read_page_by_page_through_another_silo()
    {
        const int Steps = 600;
        var (one, two) = (await Start("one"), await Start("two"));
        works.Step(Steps);
        var id = await one.Take(Steps);
        await Ended(two, id);

        var (lines, pages, next) = (new List<string>(), 0, 0L);
        for (var isLast = false; !isLast; pages++)
        {
            var page = (await two.Replays.Findings(Tenant, id, next, Cancellation)).Value!;
            lines.AddRange(page.Lines);
            (next, isLast) = (page.Next, page.IsLast);
        }

        Assert.InRange(pages, 2, 10);
        Assert.Equal(Enumerable.Range(1, Steps).Select(at => $"\"d{at}\""), lines.Select(line => line[line.IndexOf("\"d", line.IndexOf("decisionId\"", StringComparison.Ordinal) + 11, StringComparison.Ordinal)..line.IndexOf(",\"subject\"", StringComparison.Ordinal)]));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_job_waits_for_its_silo_and_others_say_so_until_it_goes_on()
    {
        var (one, two) = (await Start("one"), await Start("two"));
        var id = await one.Take(2);
        works.Step(1);
        while ((await two.Replays.Find(Tenant, id, Cancellation))!.Findings == 0)
        {
            Cancellation.ThrowIfCancellationRequested();
        }

        await one.DisposeAsync();
        var waits = (await two.Replays.Find(Tenant, id, Cancellation))!;
        Assert.Contains(Environment.MachineName, waits.Away, StringComparison.Ordinal);
        Assert.True(waits.IsOpen);
        Assert.Equal(waits.Away, Assert.Single(await two.Replays.List(Tenant, 10, Cancellation)).Away);
        Assert.Equal("replay_away", (await two.Replays.Cancel(Tenant, id, Cancellation))?.Code);
        Assert.Equal("replay_away", (await two.Replays.Findings(Tenant, id, 0, Cancellation)).Problem?.Code);

        await Start("one");
        works.Step(1);
        var ended = await Ended(two, id);
        Assert.Equal((ReplayState.Done, 2, null), (ended.State, ended.Findings, ended.Away));
    }

    [Fact(Timeout = 180_000)]
    public async Task What_is_remembered_outlives_all_silos()
    {
        var (one, two) = (await Start("one"), await Start("two"));
        var id = await one.Take(1);
        await one.DisposeAsync();
        await two.DisposeAsync();

        var again = await Start("two");
        Assert.NotNull((await again.Replays.Find(Tenant, id, Cancellation))?.Away);
        await Start("one");
        works.Step(1);
        Assert.Equal(ReplayState.Done, (await Ended(again, id)).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_database_forgot_a_silo_tells_again_when_it_comes_back()
    {
        var (one, two) = (await Start("one"), await Start("two"));
        works.Step(1);
        // One that has ended says nothing more by itself.
        var id = await one.Take(1);
        await Ended(two, id);
        await one.DisposeAsync();
        await two.DisposeAsync();
        await ForgetAll();

        var again = await Start("two");
        Assert.Null(await again.Replays.Find(Tenant, id, Cancellation));
        await Start("one");
        while (await again.Replays.Find(Tenant, id, Cancellation) is null)
        {
            Cancellation.ThrowIfCancellationRequested();
        }

        Assert.Equal(ReplayState.Done, (await Ended(again, id)).State);
    }

    /// <summary>Empties grain storage, as a database that was restored from before.</summary>
    private async Task ForgetAll()
    {
        await using var source = NpgsqlDataSource.Create(schema.ConnectionString);
        await using var command = source.CreateCommand("DELETE FROM OrleansStorage");
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Cancellation));
    }

    /// <summary>Starts a silo over a folder; again at the same address where it was there before.</summary>
    private async Task<ReplaySilo> Start(string name)
    {
        if (!portsOf.TryGetValue(name, out var own))
        {
            portsOf[name] = own = ports.AllocateConsecutivePortPairs(1);
        }

        var silo = await ReplaySilo.Start(schema, own, Path.Combine(folder.FullName, name), works);
        silos.Add(silo);
        return silo;
    }

    private static async Task<ReplaySummary> Ended(ReplaySilo silo, string id)
    {
        ReplaySummary? last = null;
        await foreach (var news in silo.Replays.Watch(Tenant, id, Cancellation))
        {
            last = news;
        }

        return last!;
    }
}

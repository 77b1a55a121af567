using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Silo.Tests.Support;

namespace Personalization.Silo.Tests;

/// <summary>Somebody is erased from a cluster.</summary>
public sealed class SharedErasureTests(PostgresServer postgres)
{
    private readonly Doomed doomed = new();

    [Fact(Timeout = 300_000)]
    public async Task Of_whoever_is_erased_no_table_no_file_and_no_log_holds_an_id_or_a_value()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var (one, two) = (await cluster.Start(), await cluster.Start());
        var gateway = await cluster.Start("--gateway-only");
        await doomed.Live(one, two, gateway);
        await doomed.Replay(two);
        await doomed.Replay(gateway);
        Assert.Equal(doomed.Texts.Length, (await PlainSearch.InTables(cluster.Database, doomed.Texts)).Select(found => found.Split(": ")[1]).Distinct().Count());
        Assert.Equal(2, PlainSearch.In(cluster.Folder, doomed.User).Select(found => found.Split(": ")[0].Split('/')[0]).Distinct().Count());

        var (status, receipt) = await doomed.Erase(gateway);

        Assert.True(status == 200, receipt.ToString());
        Assert.Equal(1, receipt.GetProperty("deadLetters").GetInt32());
        await doomed.AssertNowhere(cluster);
        SiloProcess[] all = [gateway, one, two];
        foreach (var process in all)
        {
            await TestCluster.Stop(process);
            Assert.DoesNotContain(doomed.Texts, text => (process.Output.Result + process.Error.Result).Contains(text, StringComparison.Ordinal));
        }

        // Silos that stop write down whom they have in memory.
        await doomed.AssertNowhere(cluster);
        var next = await cluster.Start();
        await doomed.AssertGone(next);
    }

    [Fact(Timeout = 300_000)]
    public async Task No_silo_answers_from_memory_and_who_comes_back_is_somebody_new_everywhere()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var (one, two) = (await cluster.Start(), await cluster.Start());
        await doomed.Live(one, two);

        Assert.Equal(200, (await doomed.Erase(one)).Status);

        await doomed.AssertGone(one);
        await doomed.AssertGone(two);
        await doomed.Live(two, one);
        foreach (var process in (SiloProcess[])[one, two])
        {
            Assert.Equal(200, (await process.Call($"/v1/profiles/users/{doomed.User}")).Status);
        }

        // And is not taken for one whom a restore brought back.
        await TestCluster.Stop(two);
        await cluster.StartAgain(1);
        Assert.Equal(200, (await one.Call($"/v1/profiles/users/{doomed.User}")).Status);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_process_that_was_away_forgets_its_replays_of_whoever_was_erased_when_it_comes_back()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var (one, two) = (await cluster.Start(), await cluster.Start());
        await doomed.Live(one, two);
        var replay = await doomed.Replay(two);
        await TestCluster.Stop(two);
        Assert.NotEmpty(PlainSearch.In(cluster.DataOf(1), doomed.User));

        Assert.Equal(200, (await doomed.Erase(one)).Status);
        Assert.NotEmpty(PlainSearch.In(cluster.DataOf(1), doomed.User));
        var again = await cluster.StartAgain(1);

        Assert.Empty(PlainSearch.In(cluster.DataOf(1), doomed.User));
        Assert.Equal(404, (await again.Call($"/v1/replays/{replay}")).Status);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_database_that_is_put_back_from_a_copy_of_before_holds_nothing_once_a_silo_has_started_beside_the_ledger()
    {
        // Nothing but the journal tells that they are there again.
        var former = new Doomed { IsRefused = false };
        var ledger = await postgres.NewDatabase();
        await using var cluster = await TestCluster.Make(postgres);
        var before = await cluster.Start("--ledger", ledger);
        await former.Live(before);
        await TestCluster.Stop(before);
        var copy = await postgres.Copy(cluster.Database);
        var server = await cluster.StartAgain(0);
        Assert.Equal(200, (await former.Erase(server)).Status);
        await TestCluster.Stop(server);

        await postgres.PutBack(cluster.Database, copy);
        Assert.NotEmpty(await PlainSearch.InTables(cluster.Database, former.Texts));
        var restored = await cluster.StartAgain(0);

        await former.AssertGone(restored);
        await former.AssertNowhere(cluster);
        Assert.Empty(await PlainSearch.InTables(ledger, former.Texts));
    }
}

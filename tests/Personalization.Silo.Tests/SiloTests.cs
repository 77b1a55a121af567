using Personalization.Grpc.V1;
using Personalization.HostContract.Postgres;
using Personalization.Silo.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Silo.Tests;

/// <summary>The executable over a real PostgreSQL, from its start to its end.</summary>
public sealed class SiloTests(PostgresServer postgres)
{
    private const string Peek = """{"userId":"u1","surface":"home.card","mode":"peek"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_joins_is_ready_and_decides_over_HTTP_and_gRPC()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var silo = await cluster.Start();

        var (status, checks) = await silo.Ready();
        Assert.Equal((200, true), (status, checks.Values.All(isMet => isMet)));
        Assert.Equal(["cluster_joined", "catalog_active", "database_reachable", "not_draining"], checks.Keys);
        Assert.Equal(200, (await silo.Call("/v1/decide", Peek)).Status);
        Assert.NotEmpty((await silo.Grpc.UnaryAsync(Decisions.Decide, new DecideRequest { UserId = "u1", Surface = "home.card" }, cancellation: Cancellation)).DecisionId);
        Assert.Equal(1, await cluster.Count(SiloStatus.Active));
    }

    [Fact]
    public async Task What_one_silo_takes_the_second_knows()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var (one, two) = (await cluster.Start(), await cluster.Start());
        Assert.Equal(2, await cluster.Count(SiloStatus.Active));
        await Sign(one, 30);
        for (var user = 0; user < 30; user++)
        {
            Assert.Equal(200, (await two.Call($"/v1/profiles/users/u{user}")).Status);
        }
    }

    [Fact]
    public async Task A_gateway_without_a_silo_lets_silos_answer()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var silo = await cluster.Start();
        var gateway = await cluster.Start("--gateway-only");

        Assert.Equal(200, (await gateway.Ready()).Status);
        await Sign(gateway, 3);
        Assert.Equal(200, (await silo.Call("/v1/profiles/users/u0")).Status);
        Assert.Equal(200, (await gateway.Call("/v1/decide", Peek)).Status);
        Assert.Equal(1, await cluster.Count(SiloStatus.Active));

        gateway.Terminate();
        Assert.Equal(0, await gateway.Ended());
    }

    [Fact]
    public async Task Decisions_are_sealed_once_whoever_made_them_and_everybody_tells_of_it()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var (one, two) = (await cluster.Start(), await cluster.Start());
        var gateway = await cluster.Start("--gateway-only");
        SiloProcess[] all = [one, two, gateway];
        await Sign(one, 9);
        for (var user = 0; user < 9; user++)
        {
            Assert.Equal(200, (await all[user % 3].Call("/v1/decide", $$"""{"userId":"u{{user}}","surface":"home.card"}""")).Status);
        }

        foreach (var process in all)
        {
            var (status, audit) = await process.Call("/v1/audit");
            while (status == 200 && audit.GetProperty("decisions").GetInt64() < 9)
            {
                (status, audit) = await process.Call("/v1/audit");
            }

            Assert.Equal((200, 9), (status, audit.GetProperty("decisions").GetInt64()));
        }
    }

    [Fact]
    public async Task A_silo_that_is_told_to_stop_says_so_still_answers_then_leaves_in_order()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var silo = await cluster.Start("--drain-pause", "10");
        await Sign(silo, 3);

        silo.Terminate();
        var (status, checks) = await silo.Ready();
        while (checks["not_draining"])
        {
            (status, checks) = await silo.Ready();
        }

        Assert.Equal(503, status);
        Assert.True(checks["cluster_joined"]);
        Assert.Equal(200, (await silo.Call("/v1/decide", Peek)).Status);
        Assert.Equal(0, await silo.Ended());
        Assert.Equal((0, 1), (await cluster.Count(SiloStatus.Active), await cluster.Count(SiloStatus.Dead)));
    }

    [Fact]
    public async Task The_other_silo_goes_on_with_the_subjects_of_one_that_left()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var (stays, leaves) = (await cluster.Start(), await cluster.Start());
        await Sign(leaves, 30);

        leaves.Terminate();
        Assert.Equal(0, await leaves.Ended());

        await Sign(stays, 30, "second");
        Assert.Equal(200, (await stays.Call("/v1/profiles/users/u29")).Status);
    }

    [Fact]
    public async Task Without_the_tables_of_the_cluster_it_says_which_command_makes_them()
    {
        var (exitCode, error) = await SiloProcess.Run(await postgres.NewDatabase());
        Assert.Equal(1, exitCode);
        Assert.Contains("personalize cluster init", error, StringComparison.Ordinal);
    }

    /// <summary>One event of each of so many users, all taken.</summary>
    private static async Task Sign(SiloProcess silo, int users, string batch = "first")
    {
        var events = string.Join(',', Enumerable.Range(0, users).Select(user => $$"""{"type":"identify","userId":"u{{user}}","messageId":"{{batch}}-{{user}}","traits":{"plan":"pro"} }"""));
        var (status, body) = await silo.Call("/v1/batch", $$"""{"batch":[{{events}}]}""");
        Assert.True(status == 200, body.ToString());
        Assert.Equal(users, body.GetProperty("accepted").GetInt32());
    }
}

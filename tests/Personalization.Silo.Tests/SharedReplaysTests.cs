using System.Globalization;
using Personalization.Grpc.V1;
using Personalization.HostContract.Postgres;
using Personalization.Silo.Tests.Support;

namespace Personalization.Silo.Tests;

/// <summary>Replays behind a load balancer: the next call comes to another process.</summary>
public sealed class SharedReplaysTests(PostgresServer postgres)
{
    private const int Events = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_replay_of_a_process_that_is_killed_waits_for_it_and_every_other_one_says_so()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var (one, two) = (await cluster.Start(), await cluster.Start());
        var gateway = await cluster.Start("--gateway-only");
        var id = await Load(cluster, one, at: 0);

        foreach (var other in (SiloProcess[])[two, gateway])
        {
            var (status, job) = await other.Call($"/v1/replays/{id}");
            Assert.Equal((200, id, false), (status, job.GetProperty("id").GetString(), job.TryGetProperty("away", out _)));
        }

        await one.Kill();
        foreach (var other in (SiloProcess[])[two, gateway])
        {
            while (!(await other.Call($"/v1/replays/{id}")).Body.TryGetProperty("away", out _))
            {
                Cancellation.ThrowIfCancellationRequested();
            }

            Assert.Equal(404, (await other.Call("/v1/replays/0123456789")).Status);
            Assert.Equal((503, "replay_away"), await Refusal(other, $"/v1/replays/{id}/findings"));
        }

        await cluster.StartAgain(0);
        foreach (var other in (SiloProcess[])[two, gateway])
        {
            var ended = await Ended(other, id);
            Assert.Equal((ReplayState.Done, ""), (ended.State, ended.Failure));
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task A_replay_of_a_gateway_without_a_silo_is_stopped_through_another_gateway()
    {
        await using var cluster = await TestCluster.Make(postgres);
        await cluster.Start();
        var (one, two) = (await cluster.Start("--gateway-only"), await cluster.Start("--gateway-only"));
        var id = await Load(cluster, one, at: 1);

        await two.Grpc.UnaryAsync(Personalization.Grpc.V1.Replay.Cancel, new ReplayCancelRequest { Id = id }, cancellation: Cancellation);

        Assert.Equal(ReplayState.Cancelled, (await Ended(two, id)).State);
        Assert.Equal("cancelled", (await one.Call($"/v1/replays/{id}")).Body.GetProperty("state").GetString());
    }

    /// <summary>Starts a backfill that takes some seconds.</summary>
    private static async Task<string> Load(TestCluster cluster, SiloProcess process, int at)
    {
        var imports = Directory.CreateDirectory(Path.Combine(cluster.DataOf(at), "imports", "demo", "development"));
        await File.WriteAllLinesAsync(
            Path.Combine(imports.FullName, "events.ndjson"),
            Enumerable.Range(0, Events).Select(user => string.Create(CultureInfo.InvariantCulture, $$"""{"type":"identify","userId":"u{{user}}","messageId":"m{{user}}"}""")), Cancellation);
        var (status, body) = await process.Call("/v1/replays", """{"kind":"backfill","importFile":"events.ndjson","eventsPerSecond":4}""");
        Assert.True(status == 202, body.ToString());
        return body.GetProperty("id").GetString()!;
    }

    private static async Task<ReplayJob> Ended(SiloProcess process, string id)
    {
        ReplayJob? last = null;
        await foreach (var news in process.Grpc.ServerStreamAsync(Personalization.Grpc.V1.Replay.Watch, new ReplayWatchRequest { Id = id }, cancellation: Cancellation))
        {
            last = news.Job;
        }

        return last!;
    }

    private static async Task<(int Status, string? Code)> Refusal(SiloProcess process, string path)
    {
        var (status, body) = await process.Call(path);
        return (status, body.GetProperty("code").GetString());
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Cli.Tests.Support;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc.V1;
using RabbitMQ.Client;

namespace Personalization.Gateway.Tests.Replays;

public sealed class QueueJobTests(Broker broker) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("queue-job-").FullName;
    private readonly string queue = Sample.Fresh("demo.development.queue");
    private readonly string user = Sample.Fresh("user");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_queue_is_loaded_until_it_is_empty_and_refused_messages_go_to_the_dead_letters()
    {
        await using var server = await GatewayServer.On(folder, await broker.Address());
        await Publish([.. Failures(1200), "no event", Sample.Track(user, "unheard_of"), "{\"type\":\"" + new string('x', 300_000)]);

        var started = await Start(server, untilEmpty: true);
        var ended = await Watch(server, started.Id, job => job.State == ReplayState.Done);

        Assert.Equal((queue, true), (ended.Queue, ended.UntilEmpty));
        Assert.Equal((1203, 1200, 0, 3), Counts(ended));
        Assert.Equal(1200, await Version(server.Http));
        Assert.Equal(0u, await Count());
        var letters = await server.Http.Text("/v1/dead-letters");
        Assert.Contains("unheard_of", letters, StringComparison.Ordinal);
        Assert.Contains("The message is longer than", letters, StringComparison.Ordinal);
        Assert.Equal(queue, (await server.Http.Get($"/v1/replays/{ended.Id}")).Body.GetProperty("queue").GetString());
    }

    [Fact]
    public async Task Without_an_end_it_waits_for_more_beside_other_jobs_until_it_is_cancelled()
    {
        await using var server = await GatewayServer.On(folder, await broker.Address());
        await Publish(Failures(1));
        var started = await Start(server, untilEmpty: false);
        await Watch(server, started.Id, job => job.Progress.Counts.GetValueOrDefault("accepted") == 1);

        var verify = await server.Grpc.Call(Personalization.Grpc.V1.Replay.Start, new ReplayStartRequest { Kind = ReplayKind.Verify });
        Assert.Equal(ReplayState.Done, (await Watch(server, verify.Job.Id, _ => false)).State);
        // A few messages, far from a batch, are not kept back.
        await Publish(Failures(3));
        await Watch(server, started.Id, job => job.Progress.Counts["accepted"] == 4);

        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.Delete($"/v1/replays/{started.Id}")).Status);
        Assert.Equal(ReplayState.Cancelled, (await Watch(server, started.Id, _ => false)).State);
        await Publish(Failures(2));
        Assert.Equal(2u, await Count());
        Assert.Equal(4, await Version(server.Http));
    }

    [Fact]
    public async Task After_a_kill_the_job_goes_on_by_itself_and_every_event_counts_once()
    {
        const int Events = 6_000;
        await Publish(Failures(Events));
        var address = (await broker.Address()).ToString();
        string id;
        using (var killed = await ServerProcess.Start(folder, "--amqp", address))
        {
            id = (await killed.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", queue, untilEmpty = true, eventsPerSecond = 2_500 }))).Body.GetProperty("id").GetString()!;
            while (await Version(killed.Http) < Events / 4)
            {
                // Each look is a call to a server that is at work.
            }

            // The next batch has been read meanwhile and waits for its time: nothing of it may be acknowledged.
            await Count();
            await killed.Kill();
        }

        Assert.DoesNotContain("guest", await File.ReadAllTextAsync(Path.Combine(folder, "replays", id, "job.json"), Stop), StringComparison.Ordinal);
        await using var server = await GatewayServer.On(folder, await broker.Address());
        var ended = await Watch(server, id, _ => false);

        Assert.Equal((ReplayState.Done, Events, 0u), (ended.State, await Version(server.Http), await Count()));
        Assert.InRange(ended.Progress.Counts["accepted"], 1, Events);
    }

    [Fact]
    public async Task What_was_read_and_not_loaded_when_a_job_is_cancelled_is_in_the_queue_still()
    {
        const int Events = 1_000;
        await using var server = await GatewayServer.On(folder, await broker.Address());
        await Publish(Failures(Events));
        // At this rate the second batch would wait for minutes.
        var slow = (await server.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", queue, eventsPerSecond = 1 }))).Body.GetProperty("id").GetString()!;
        while (await Version(server.Http) == 0)
        {
            // Each look is a call to a server that is at work.
        }

        await Count();
        Assert.Equal(HttpStatusCode.NoContent, (await server.Http.Delete($"/v1/replays/{slow}")).Status);
        Assert.Equal(ReplayState.Cancelled, (await Watch(server, slow, _ => false)).State);
        Assert.InRange(await Version(server.Http), 1, Events - 1);

        await Watch(server, (await Start(server, untilEmpty: true)).Id, _ => false);
        Assert.Equal((Events, 0u), (await Version(server.Http), await Count()));
    }

    [Fact]
    public async Task After_a_restart_a_job_without_an_end_takes_what_came_meanwhile()
    {
        await Publish(Failures(5));
        string id;
        await using (var first = await GatewayServer.On(folder, await broker.Address()))
        {
            id = (await Start(first, untilEmpty: false)).Id;
            await Watch(first, id, job => job.Progress.Counts.GetValueOrDefault("accepted") == 5);
        }

        await Publish(Failures(7));
        await using var server = await GatewayServer.On(folder, await broker.Address());
        var job = await Watch(server, id, job => job.Progress.Counts.GetValueOrDefault("accepted") == 12);
        Assert.Equal((ReplayState.Running, 0L), (job.State, job.Progress.Counts["duplicates"]));
        Assert.Equal(12, await Version(server.Http));
    }

    [Fact]
    public async Task A_queue_that_the_broker_does_not_have_is_refused()
    {
        await using var server = await GatewayServer.On(folder, await broker.Address());
        var reply = await server.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", queue }));
        Assert.Equal((HttpStatusCode.NotFound, "unknown_queue", "/queue"), (reply.Status, reply.Code, reply.Path));
        Assert.Equal($"There is no queue '{queue}'.", reply.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_broker_that_refuses_fails_its_job_without_telling_the_password()
    {
        var address = new UriBuilder(await broker.Address()) { Path = "nowhere" }.Uri;
        await using var server = await GatewayServer.On(folder, address);
        var ended = await Watch(server, (await Start(server, untilEmpty: true)).Id, _ => false);
        Assert.Equal((ReplayState.Failed, "unreadable_source"), (ended.State, ended.FailureCode));
        Assert.Contains("no virtual host 'nowhere'", ended.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain("guest", ended.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_jobs_of_a_tenant_than_may_read_queues_are_refused()
    {
        await using var server = await GatewayServer.On(folder, await broker.Address());
        await Publish();
        await Start(server, untilEmpty: false);
        await Start(server, untilEmpty: false);
        var reply = await server.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", queue }));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_replays", "/queue"), (reply.Status, reply.Code, reply.Path));
    }

    private static (long Events, long Accepted, long Duplicates, long Rejected) Counts(ReplayJob job) =>
        (job.Progress.Counts["events"], job.Progress.Counts["accepted"], job.Progress.Counts["duplicates"], job.Progress.Counts["rejected"]);

    /// <summary>Watches until what is waited for is there, or the job has ended.</summary>
    private static async Task<ReplayJob> Watch(GatewayServer server, string id, Predicate<ReplayJob> isThere)
    {
        ReplayJob? last = null;
        await foreach (var news in server.Grpc.ServerStreamAsync(Personalization.Grpc.V1.Replay.Watch, new ReplayWatchRequest { Id = id }, cancellation: Stop))
        {
            last = news.Job;
            if (isThere(last))
            {
                break;
            }
        }

        return last!;
    }

    private string[] Failures(int count) => [.. Enumerable.Range(0, count).Select(_ => Sample.Failure(user))];

    private async Task<long> Version(HttpClient http) =>
        await http.Get($"/v1/profiles/users/{user}") is { Status: HttpStatusCode.OK } reply ? reply.Body.GetProperty("version").GetInt64() : 0;

    private async Task<ReplayJob> Start(GatewayServer server, bool untilEmpty)
    {
        var request = new ReplayStartRequest { Kind = ReplayKind.Backfill, Queue = queue, UntilEmpty = untilEmpty };
        return (await server.Grpc.Call(Personalization.Grpc.V1.Replay.Start, request)).Job;
    }

    private async Task Publish(params string[] bodies)
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Stop);
        foreach (var body in bodies)
        {
            await channel.BasicPublishAsync("", queue, Encoding.UTF8.GetBytes(body), Stop);
        }
    }

    private async Task<uint> Count()
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Stop);
        return await channel.MessageCountAsync(queue, Stop);
    }
}

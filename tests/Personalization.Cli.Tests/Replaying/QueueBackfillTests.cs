using System.Text;
using Personalization.Cli.Backfilling;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Journal.Control;
using Personalization.Replay.Backfilling;
using RabbitMQ.Client;

namespace Personalization.Cli.Tests.Replaying;

public sealed class QueueBackfillTests(GatewayServer server, Broker broker) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string queue = Sample.Fresh("queue");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_message_is_loaded_and_leaves_the_queue()
    {
        var user = Sample.Fresh("user");
        await Publish([.. Enumerable.Range(0, 1200).Select(_ => Sample.Failure(user))]);

        var run = await Run("--until-empty");

        Assert.Equal((ExitCode.Ok, "1,200 accepted, 0 duplicates, 0 rejected\n", ""), (run.ExitCode, run.Results, run.Notes));
        Assert.Equal(0u, await Count());
    }

    [Fact]
    public async Task A_refused_message_is_kept_here_and_by_the_server_and_leaves_the_queue()
    {
        await Publish(Sample.Failure("u"), Sample.Track("u", "unheard_of", "{}"), "no event");
        var rejected = Path.Combine(folder.Path, "rejected.ndjson");

        var run = await Run("--until-empty", "--rejected", rejected);

        Assert.Equal((ExitCode.Bad, $"1 accepted, 0 duplicates, 2 rejected (see {rejected})\n"), (run.ExitCode, run.Results));
        Assert.Equal(2, (await File.ReadAllLinesAsync(rejected, TestContext.Current.CancellationToken)).Length);
        Assert.Contains("unheard_of", await server.Http.GetStringAsync("/v1/dead-letters", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0u, await Count());
    }

    [Fact]
    public async Task What_was_read_and_not_settled_comes_again()
    {
        await Publish("1", "2", "3");
        await using (var source = await Open())
        {
            Assert.Equal("1", await Read(source));
            await source.Settle(1, TestContext.Current.CancellationToken);
            Assert.Equal("2", await Read(source));
        }

        await using var again = await Open();
        Assert.Equal("2", await Read(again));
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_and_unsettled_messages_come_again()
    {
        await Publish("1", "2");
        await using var relay = new TcpRelay(await broker.Address());
        await using var source = await Open(relay.Address);
        Assert.Equal("1", await Read(source));
        relay.Cut();

        // The second one was with us already or comes anew; the first one was not settled, so it comes again.
        var read = new List<string> { await Read(source), await Read(source) };
        Assert.Contains("1", read);
        Assert.Contains("2", read);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_becomes_durable_while_the_broker_is_away_is_no_error()
    {
        await Publish("1");
        await using var relay = new TcpRelay(await broker.Address());
        var clock = new WaitingTime();
        await using var source = await QueueSource.Open(new QueueOptions(relay.Address, queue, EndsWhenEmpty: false), clock, after: 0, TestContext.Current.CancellationToken);
        Assert.Equal("1", await Read(source));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var reading = source.Read(stop.Token).AsTask();
        relay.Cut();
        await clock.Begun;

        await source.Settle(1, TestContext.Current.CancellationToken);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_broker_that_is_lost_while_batches_are_on_their_way_loses_nothing()
    {
        const int Events = 10 * Limits.BatchEventsMax;
        var user = Sample.Fresh("user");
        await Publish([.. Enumerable.Range(0, Events).Select(_ => Sample.Failure(user))]);
        await using var relay = new TcpRelay(await broker.Address());
        using var client = GrpcClient.For(server.GrpcAddress, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + server.KeyWith(KeyScopes.Ingest)) });
        var order = new BackfillOrder { Queue = new QueueOptions(relay.Address, queue, EndsWhenEmpty: true), RejectedFile = Path.Combine(folder.Path, "rejected") };
        var notes = new DrawnWriter(relay.Cut);

        var summary = await new Backfill(client, order, new Output(TextWriter.Null, notes, false, ShowsProgress: true), TimeProvider.System)
            .Run(Stream.Null, TestContext.Current.CancellationToken);

        Assert.True(notes.HasRun);
        Assert.Equal((true, Events, 0), (summary.IsComplete, summary.Counts.Accepted, summary.Counts.Rejected));
        Assert.Equal(0u, await Count());
    }

    [Fact]
    public async Task Events_that_an_earlier_run_refused_are_not_told_again()
    {
        await Publish("no event");
        var rejected = Path.Combine(folder.Path, "rejected.ndjson");
        await Run("--until-empty", "--rejected", rejected);

        var run = await Run("--until-empty", "--rejected", rejected);

        Assert.Equal((ExitCode.Ok, "0 accepted, 0 duplicates, 0 rejected\n"), (run.ExitCode, run.Results));
        Assert.Single(await File.ReadAllLinesAsync(rejected, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_an_end_leaving_is_how_it_ends()
    {
        await Publish([.. Enumerable.Range(0, 3).Select(_ => Sample.Failure("u"))]);

        var run = await RunUntilDrawn();

        Assert.Equal((ExitCode.Ok, "3 accepted, 0 duplicates, 0 rejected\n"), (run.ExitCode, run.Results));
        Assert.DoesNotContain("not all is loaded", run.Notes, StringComparison.Ordinal);
        Assert.Equal(0u, await Count());
    }

    [Fact]
    public async Task Left_before_the_queue_is_empty_it_says_how_to_go_on_with_the_same_flags_and_without_secrets()
    {
        await Publish([.. Enumerable.Range(0, 3).Select(_ => Sample.Failure("u"))]);
        var rejected = Path.Combine(folder.Path, "refused events");

        // At this rate the second event would wait for minutes.
        var run = await RunUntilDrawn("--until-empty", "--rate", "0.01", "--rejected", rejected);

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.Contains("not all is loaded: 1 event durable. Go on with: personalize replay backfill"
            + $" --queue {queue} --amqp \"$PERSONALIZATION_AMQP\" --until-empty --rate 0.01 --rejected '{rejected}' --server {server.GrpcAddress} --key \"$PERSONALIZATION_API_KEY\"\n", run.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("guest", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_told()
    {
        var run = await Run("--until-empty");
        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.Equal($"error: The queue {queue} at {(await broker.Address()).Authority.Split('@')[^1]} cannot be read: There is no queue '{queue}'.\n", run.Notes);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_told()
    {
        var port = new Uri(UnusedAddress.Take()).Port;
        var run = await Personalize.Run("replay", "backfill", "--queue", "q", "--amqp", $"amqp://127.0.0.1:{port}", "--key", "key");
        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.Contains("cannot be read", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("guest:wrong", "", "The broker does not know this name with this password.")]
    [InlineData("guest:guest", "/nowhere", "The broker has no virtual host 'nowhere', or does not let this name in.")]
    public async Task A_broker_that_refuses_is_there(string user, string host, string reason)
    {
        var address = await broker.Address();
        var run = await Personalize.Run("replay", "backfill", "--queue", "q", "--amqp", $"amqp://{user}@{address.Authority.Split('@')[^1]}{host}", "--key", "key");
        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.EndsWith($"cannot be read: {reason}\n", run.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", run.Notes, StringComparison.Ordinal);
    }

    /// <summary>A clock on which no wait ends; it tells when the first one begins.</summary>
    private sealed class WaitingTime : TimeProvider
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            begun.TrySetResult();
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private static async Task<string> Read(QueueSource source) => Encoding.UTF8.GetString((await source.Read(TestContext.Current.CancellationToken))!.Value.Json.Span);

    private async Task<QueueSource> Open(Uri? address = null) =>
        await QueueSource.Open(new QueueOptions(address ?? await broker.Address(), queue, EndsWhenEmpty: false), TimeProvider.System, after: 0, TestContext.Current.CancellationToken);

    private async Task Publish(params string[] bodies)
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var body in bodies)
        {
            await channel.BasicPublishAsync("", queue, Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken);
        }
    }

    private async Task<uint> Count()
    {
        await using var connection = await broker.Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await channel.MessageCountAsync(queue, TestContext.Current.CancellationToken);
    }

    private async Task<Personalize> Run(params string[] more) => await Personalize.Run(await CommandOf(more));

    /// <summary>Leaves it as soon as something is durable.</summary>
    private async Task<Personalize> RunUntilDrawn(params string[] more)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var results = new StringWriter { NewLine = "\n" };
        var notes = new DrawnWriter(stop.Cancel) { NewLine = "\n" };
        var exitCode = await CommandLine.Run(await CommandOf(more), new Output(results, notes, false, ShowsProgress: true), stop.Token);
        return new Personalize(exitCode, results.ToString(), notes.ToString());
    }

    private async Task<string[]> CommandOf(string[] more) =>
        ["replay", "backfill", "--queue", queue, "--amqp", (await broker.Address()).ToString(), .. more, "--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.Ingest)];
}

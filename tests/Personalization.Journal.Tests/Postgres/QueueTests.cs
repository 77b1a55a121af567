using Npgsql;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;
using Personalization.Journal.Telemetry;

namespace Personalization.Journal.Tests.Postgres;

public sealed class QueueTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_callers_share_few_commits()
    {
        await using var journal = await Open(Limits.QueueEventsMax, Limits.CommitBytesMax);
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var holding = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await holding.BeginTransactionAsync(Cancellation);
        await using var hold = new NpgsqlCommand($"LOCK TABLE {schema}.commits IN SHARE MODE", holding);
        await hold.ExecuteNonQueryAsync(Cancellation);

        // The first commit waits for the lock with the calls that were made by then, the second one has all others.
        var calls = Enumerable.Range(0, 2000).Select(at => journal.Append(Sample.Append(Sample.User($"u{at}"), 1))).ToArray();
        await transaction.CommitAsync(Cancellation);
        await Task.WhenAll(calls);

        Assert.InRange((await journal.Feed()).Select(one => one.Position >> EventRow.OrdinalBits).Distinct().Count(), 1, 2);
    }

    [Fact]
    public async Task Callers_that_wait_for_room_keep_the_queue_within_its_bound()
    {
        await using var journal = await Open(queueEventsMax: 20, commitBytesMax: 1);
        var calls = new List<Task<CommitResult>>();
        for (var version = 1; version <= 200; version++)
        {
            await journal.WaitForRoom(Cancellation);
            calls.Add(journal.Append([Sample.Append(Sample.User("u1"), version)]).AsTask());
            Assert.InRange(calls.Count(call => !call.IsCompleted), 0, 21);
        }

        Assert.All(await Task.WhenAll(calls), result => Assert.Equal(CommitResult.Committed, result));
    }

    [Fact]
    public async Task Waiting_for_room_can_be_cancelled()
    {
        await using var journal = await Open(queueEventsMax: 0, commitBytesMax: 1);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = journal.WaitForRoom(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Who_waits_for_the_calls_under_way_does_not_wait_for_those_that_come_later()
    {
        using var metrics = new JournalMetrics("postgresql", () => default);
        var queue = new AppendQueue(new SeenEvents(100), new PostgresJournalOptions { ConnectionString = "" }, new QueueRoom(1, 1), metrics);
        var one = queue.Add(AppendCall.Encode([Sample.Append(Sample.User("u1"), 1)])).AsTask();
        var first = await queue.Take();
        var settled = queue.Settled(Sample.User("u1")).AsTask();
        var other = queue.Add(AppendCall.Encode([Sample.Append(Sample.User("u1"), 2)])).AsTask();
        Assert.False(settled.IsCompleted);

        queue.Done(first!, _ => false);

        await settled.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal((true, false), (one.IsCompleted, other.IsCompleted));
    }

    private async Task<PostgresJournal> Open(long queueEventsMax, int commitBytesMax) => await PostgresJournal.Open(
        await server.Options(schema) with { QueueEventsMax = queueEventsMax, CommitBytesMax = commitBytesMax }, Cancellation);
}

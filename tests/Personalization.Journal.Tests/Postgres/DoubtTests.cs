using Npgsql;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>Connections that die at the worst moments: nothing is lost, and nothing is applied twice.</summary>
public sealed class DoubtTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CutPoint.BeforeTheRequest)]
    [InlineData(CutPoint.InTheRequest)]
    [InlineData(CutPoint.AfterTheRequest)]
    [InlineData(CutPoint.BeforeTheAnswer)]
    public async Task A_commit_whose_connection_dies_counts_once(CutPoint point)
    {
        await using var relay = new CuttingRelay(await server.Socket());
        await using var journal = await Open(relay.ConnectionString, exclusive: true);
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 3));
        var before = relay.Connections;

        var cut = relay.CutNext(point);
        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 4, 2)));

        await cut;
        Assert.Equal(before + 1, relay.Connections);
        Assert.Equal([1, 2, 3, 4, 5], (await journal.Feed()).Select(one => one.Version));
        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 6)));
    }

    [Fact]
    public async Task A_commit_whose_connection_dies_after_it_was_refused_stays_refused()
    {
        await using var relay = new CuttingRelay(await server.Socket());
        await using var journal = await Open(relay.ConnectionString);
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 3));

        var cut = relay.CutNext(CutPoint.BeforeTheAnswer);
        Assert.Equal(CommitResult.Fenced, await journal.Append(Sample.Append(Sample.User("u1"), 2)));

        await cut;
        Assert.Equal(3, (await journal.Feed()).Count);
    }

    [Fact]
    public async Task A_commit_that_is_sent_again_waits_for_the_first_sending()
    {
        await using var relay = new CuttingRelay(await server.Socket());
        await using var journal = await Open(relay.ConnectionString);
        await journal.Append(Sample.Append(Sample.User("u1"), 1));
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var other = await source.OpenConnectionAsync(Cancellation);
        await using var holding = await other.BeginTransactionAsync(Cancellation);
        await Execute(other, $"SELECT FROM {schema}.subject_head FOR UPDATE");

        var cut = relay.CutNext(CutPoint.AfterTheRequest);
        var call = journal.Append([Sample.Append(Sample.User("u1"), 2)]).AsTask();
        await cut;
        await WaitForWaiters(source, 2);
        Assert.False(call.IsCompleted);
        await holding.CommitAsync(Cancellation);

        Assert.Equal(CommitResult.Committed, await call);
        Assert.Equal([1, 2], (await journal.Feed()).Select(one => one.Version));
    }

    [Fact]
    public async Task A_server_that_is_restarted_holds_commits_up_and_loses_none()
    {
        Assert.SkipWhen(PostgresInstance.Missing is not null, PostgresInstance.Missing ?? "");
        await using var instance = await PostgresInstance.Start(isSynced: false);
        await using var journal = await Open(instance.ConnectionString);
        await journal.Append(Sample.Append(Sample.User("u1"), 1));
        await instance.Stop();

        var calls = Enumerable.Range(2, 5).Select(version => journal.Append([Sample.Append(Sample.User("u1"), version)]).AsTask()).ToList();
        await instance.Start();

        Assert.All(await Task.WhenAll(calls), result => Assert.Equal(CommitResult.Committed, result));
        Assert.Equal([1, 2, 3, 4, 5, 6], (await journal.Feed()).Select(one => one.Version));
    }

    [Fact]
    public async Task A_server_that_stays_away_leaves_commits_in_doubt_and_ends_the_journal()
    {
        Assert.SkipWhen(PostgresInstance.Missing is not null, PostgresInstance.Missing ?? "");
        await using var instance = await PostgresInstance.Start(isSynced: false);
        await using var journal = await PostgresJournal.Open(
            new PostgresJournalOptions { ConnectionString = instance.ConnectionString, CommitWait = TimeSpan.FromMilliseconds(100), Exclusive = true }, Cancellation);
        await journal.Append(Sample.Append(Sample.User("u1"), 1));
        await instance.Stop();

        Assert.Equal(CommitResult.InDoubt, await journal.Append(Sample.Append(Sample.User("u1"), 2)));

        Assert.IsType<JournalFailedException>(await journal.Failed);
        await Assert.ThrowsAsync<JournalFailedException>(() => journal.Append(Sample.Append(Sample.User("u2"), 1)));
        await Assert.ThrowsAsync<JournalFailedException>(async () => await journal.WaitForRoom(Cancellation));
    }

    private async Task WaitForWaiters(NpgsqlDataSource source, int count)
    {
        await using var ask = source.CreateCommand($"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{schema}%append_events%'");
        while ((long)(await ask.ExecuteScalarAsync(Cancellation))! < count)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<PostgresJournal> Open(string connectionString, bool exclusive = false) =>
        await PostgresJournal.Open(await server.Options(schema) with { ConnectionString = connectionString, Exclusive = exclusive }, Cancellation);
}

using Npgsql;
using Personalization.Core.Events;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>The feed beside transactions that end in another order than they began.</summary>
public sealed class FeedTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_older_transaction_that_commits_late_is_never_passed()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1));
        var seen = await journal.Feed();
        await using var hasty = await PostgresJournal.Open(await server.Options(schema) with { FeedWait = TimeSpan.Zero }, Cancellation);
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var late = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await late.BeginTransactionAsync(Cancellation);
        await AppendBy(late, Sample.User("u1"), version: 2);

        // Newer, and durable first.
        await journal.Append(Sample.Append(Sample.User("u2"), 1, 3));
        Assert.Equal(seen, await hasty.Feed());
        // How far behind what was seen it lies is up to the other tests: they use up transactions.
        var end = await hasty.ReadEnd(Cancellation);
        Assert.InRange(end, seen[^1].Position, long.MaxValue);
        await transaction.CommitAsync(Cancellation);

        var rest = await journal.Feed(end);
        Assert.Equal([("u1", 2), ("u2", 1), ("u2", 2), ("u2", 3)], rest.Select(one => (one.Subject.Id, one.Version)));
    }

    [Fact]
    public async Task A_read_to_the_end_waits_for_older_transactions_and_then_gives_everything()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1));
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var late = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await late.BeginTransactionAsync(Cancellation);
        await AppendBy(late, Sample.User("u1"), version: 2);
        await journal.Append(Sample.Append(Sample.User("u2"), 1));

        var feed = journal.Feed();
        Assert.False(feed.IsCompleted);
        await transaction.CommitAsync(Cancellation);

        Assert.Equal([("u1", 1), ("u1", 2), ("u2", 1)], (await feed).Select(one => (one.Subject.Id, one.Version)));
    }

    [Fact]
    public async Task The_feed_stops_nowhere_for_a_month_without_a_partition()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1));
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        // As after a jump of the database's clock: nothing takes events of this month.
        await using var detach = source.CreateCommand($"ALTER TABLE {schema}.event DETACH PARTITION {schema}.event_{DateTime.UtcNow:yyyy_MM}; ALTER TABLE {schema}.event_{DateTime.UtcNow:yyyy_MM} RENAME TO other");
        await detach.ExecuteNonQueryAsync(Cancellation);

        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 2)));

        Assert.Equal([2], (await journal.Feed()).Select(one => one.Version));
    }

    [Fact]
    public async Task Only_the_kinds_that_are_asked_for_are_read()
    {
        await using var journal = await Open(pageEvents: 2);
        var user = Sample.User("u1");
        Event[] events = [.. Enumerable.Range(1, 9).Select(at => at % 3 == 0 ? (Event)new Viewed { Id = $"v{at}", Time = Sample.Noon, ReceivedAt = Sample.Noon, Path = "/" } : Sample.Tracked($"t{at}"))];
        await journal.Append(new StreamAppend(user, 1, events));
        Assert.Equal([3, 6, 9], (await journal.Feed(0, EventTypeSet.Of(EventType.Viewed))).Select(one => one.Version));
    }

    [Fact]
    public async Task A_subject_whose_name_was_forgotten_meanwhile_keeps_its_events()
    {
        var options = await server.Options(schema);
        await using var journal = await PostgresJournal.Open(options, Cancellation);
        await journal.Append([.. Enumerable.Range(1, 6).Select(at => Sample.Append(Sample.User($"u{at}"), 1))]);
        await using var database = new PostgresDatabase(options.ConnectionString, schema);
        var feed = new FeedReads(database, options, subjectsMax: 1);

        var read = new List<string>();
        await foreach (var stored in feed.ReadFrom(0, EventTypeSet.All, Cancellation))
        {
            read.Add(stored.Subject.Id);
        }

        Assert.Equal(["u1", "u2", "u3", "u4", "u5", "u6"], read);
    }

    /// <summary>A commit of another writer that takes its time between its statement and its end.</summary>
    private async Task AppendBy(NpgsqlConnection connection, Core.Subjects.SubjectKey subject, long version)
    {
        await using var append = new NpgsqlCommand(
            $"""
            SELECT {schema}.append_events(gen_random_uuid(), gen_random_uuid(), ARRAY[s.id], ARRAY[0], ARRAY[$1 - 1], ARRAY[$1],
                ARRAY[0], ARRAY[s.id], ARRAY[$1], ARRAY[1::smallint], ARRAY[0::bigint], ARRAY[e.payload])
            FROM {schema}.subject AS s JOIN {schema}.event AS e ON e.subject = s.id WHERE s.key = $2 AND e.version = 1
            """,
            connection)
        {
            Parameters = { new() { Value = version }, new() { Value = subject.Id } },
        };
        Assert.NotNull(await append.ExecuteScalarAsync(Cancellation));
    }

    private async Task<PostgresJournal> Open(int pageEvents = Limits.PageEvents) =>
        await PostgresJournal.Open(await server.Options(schema) with { PageEvents = pageEvents }, Cancellation);
}

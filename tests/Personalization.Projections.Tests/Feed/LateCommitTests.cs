using Npgsql;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;
using Personalization.Projections.Tests.Support;

namespace Personalization.Projections.Tests.Feed;

/// <summary>Consumers beside transactions of PostgreSQL that end in another order than they began, or not at all.</summary>
public sealed class LateCommitTests(PostgresServer server) : IAsyncDisposable
{
    private readonly PostgresKind kind = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => kind.DisposeAsync();

    [Fact]
    public async Task What_commits_late_is_never_passed()
    {
        await using var journal = await PostgresJournal.Open(await server.Options(kind.Schema) with { FeedWait = TimeSpan.Zero }, Cancellation);
        await using var store = new WatchedStore(await kind.OpenStore());
        await using var running = new Running(journal, store, new QuickTime(), new Versions());
        await journal.Append(Sample.Append(Sample.User("u1"), 1));
        await store.Until(async () => (await Versions.Read(store)).Count == 1);

        await using (var older = await kind.Connect())
        await using (var transaction = await older.BeginTransactionAsync(Cancellation))
        {
            await AppendBy(older, version: 2);
            await journal.Append(Sample.Append(Sample.User("u2"), 1, 3));

            // What is newer than a running transaction is not there for a consumer, so it cannot go past what is older.
            Assert.Equal(["1"], (await Versions.Read(store)).Values);
            await transaction.CommitAsync(Cancellation);
        }

        await store.Until(async () => (await Versions.Read(store)).Values.Sum(one => one.Split(' ').Length) == 5);
        Assert.Equal(["1 2", "1 2 3"], (await Versions.Read(store)).Values);
    }

    [Fact]
    public async Task A_connection_that_dies_before_the_commit_leaves_neither_effect_nor_checkpoint()
    {
        await using var journal = await kind.OpenJournal();
        await using var store = new WatchedStore(await kind.OpenStore());
        await People.Act(journal, 2);
        var kills = 0;
        var consumer = new Versions
        {
            Before = _ =>
            {
                if (Interlocked.Increment(ref kills) <= 3)
                {
                    Kill();
                }
            },
        };
        await using var running = new Running(journal, store, new QuickTime(), consumer);
        await store.Until(async () => (await Versions.Read(store)).SequenceEqual(People.Expected(2)));
        Assert.NotEmpty(running.Told.Failures);
    }

    /// <summary>Another event of the user u1, in a transaction of the caller's.</summary>
    private async Task AppendBy(NpgsqlConnection connection, long version)
    {
        await using var append = new NpgsqlCommand(
            $"""
            SELECT {kind.Schema}.append_events(gen_random_uuid(), gen_random_uuid(), ARRAY[s.id], ARRAY[0], ARRAY[$1 - 1], ARRAY[$1],
                ARRAY[0], ARRAY[s.id], ARRAY[$1], ARRAY[1::smallint], ARRAY[0::bigint], ARRAY[e.payload])
            FROM {kind.Schema}.subject AS s JOIN {kind.Schema}.event AS e ON e.subject = s.id WHERE s.key = 'u1' AND e.version = 1
            """, connection) { Parameters = { new() { Value = version } } };
        Assert.NotNull(await append.ExecuteScalarAsync(Cancellation));
    }

    /// <summary>Ends every transaction of this schema's projections on the server, as a crash of their process would.</summary>
    private void Kill()
    {
        using var connection = kind.Connect().GetAwaiter().GetResult();
        using var kill = new NpgsqlCommand(
            $"""
            SELECT pg_terminate_backend(l.pid) FROM pg_locks AS l
            WHERE l.relation = '{kind.Schema}.projection_checkpoint'::regclass AND l.mode = 'RowExclusiveLock' AND l.pid <> pg_backend_pid()
            """, connection);
        kill.ExecuteNonQuery();
    }
}

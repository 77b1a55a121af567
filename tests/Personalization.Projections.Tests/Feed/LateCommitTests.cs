using Npgsql;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;
using Personalization.Projections.Tests.Support;

namespace Personalization.Projections.Tests.Feed;

/// <summary>Consumers beside transactions of PostgreSQL that end in another order than they began, or not at all.</summary>
public sealed class LateCommitTests(PostgresServer server)
{
    private readonly PostgresKind kind = new(server);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
            await using var take = new NpgsqlCommand("SELECT pg_current_xact_id()", older);
            await take.ExecuteScalarAsync(Cancellation);
            await journal.Append(Sample.Append(Sample.User("u2"), 1, 3));
            var moves = store.Moves;

            // Several looks of the consumer at the feed: what is newer than a running transaction is not there for it.
            await store.Until(async () => await journal.ReadEnd(Cancellation) > 0);
            Assert.Equal(["1"], (await Versions.Read(store)).Values);
            Assert.Equal(moves, store.Moves);
            await transaction.CommitAsync(Cancellation);
        }

        await store.Until(async () => (await Versions.Read(store)).Count == 2);
        Assert.Equal(["1", "1 2 3"], (await Versions.Read(store)).Values);
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

using Npgsql;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>Long streams that are erased while another connection reads them.</summary>
public sealed class StreamPagesTests(PostgresServer server)
{
    private static readonly SubjectKey User = Sample.User("u1");
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_is_erased_between_two_pages_is_read_as_it_was()
    {
        await using var journal = await Open();
        await using var other = await Open();
        await journal.Append(Sample.Append(User, 1, 7));
        await using var read = journal.ReadSubject(User, 1, Cancellation).GetAsyncEnumerator(Cancellation);
        var versions = new List<long>();
        for (var at = 2; await read.MoveNextAsync(); at++)
        {
            versions.Add(read.Current.Version);
            if (at == 2)
            {
                Assert.Equal(7, await other.Erase(User, Cancellation));
                Assert.Equal(CommitResult.Committed, await other.Append(Sample.Append(User, 1, 9)));
            }
        }

        Assert.Equal([2, 3, 4, 5, 6, 7], versions);
        Assert.Equal(9, (await journal.Stream(User)).Count);
    }

    [Fact]
    public async Task A_stream_that_is_erased_while_its_first_page_is_read_is_read_from_anew()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(User, 1, 5));
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var erasing = await source.OpenConnectionAsync(Cancellation);
        await Execute(
            erasing,
            // Reads of events stop behind the moment that they show, as long as somebody holds the lock.
            $"""
            ALTER TABLE {schema}.event RENAME TO stored;
            CREATE VIEW {schema}.event AS SELECT * FROM {schema}.stored WHERE pg_advisory_xact_lock_shared(hashtext('{schema}')) IS NOT NULL
            """);
        await using var transaction = await erasing.BeginTransactionAsync(Cancellation);
        await Execute(erasing, $"SELECT pg_advisory_xact_lock(hashtext('{schema}'))");
        var reading = journal.Stream(User);
        await WaitForReader(source);
        await Execute(erasing, $"SELECT {schema}.erase_subject(hash, tenant, kind, key) FROM {schema}.subject");
        await transaction.CommitAsync(Cancellation);

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task A_short_stream_keeps_no_connection_while_it_is_handed_out()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(User, 1, 2));
        var reads = Enumerable.Range(0, Limits.ReadersMax + 1).Select(_ => journal.ReadSubject(User, 0, Cancellation).GetAsyncEnumerator(Cancellation)).ToList();
        foreach (var read in reads)
        {
            Assert.True(await read.MoveNextAsync());
        }

        foreach (var read in reads)
        {
            await read.DisposeAsync();
        }
    }

    private async Task WaitForReader(NpgsqlDataSource source)
    {
        await using var ask = source.CreateCommand($"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%\"{schema}\".event%LIMIT%'");
        while ((long)(await ask.ExecuteScalarAsync(Cancellation))! == 0)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<PostgresJournal> Open() => await PostgresJournal.Open(await server.Options(schema) with { PageEvents = 3 }, Cancellation);
}

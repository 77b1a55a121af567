using System.Globalization;
using Npgsql;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>Work behind commits that fails with an error that does not pass.</summary>
public sealed class UpkeepTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();
    private readonly List<string> told = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(PostgresErrorCodes.CheckViolation)]
    public async Task Partitions_that_cannot_be_made_ahead_are_told_once_and_appends_go_on(string error)
    {
        await using var journal = await OpenNearTheEnd(error);

        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 1)));
        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 2)));

        Assert.Equal([error], told);
        Assert.False(journal.Failed.IsCompleted);
    }

    [Fact]
    public async Task Partitions_that_cannot_be_made_when_an_append_needs_one_end_the_journal()
    {
        await using var journal = await OpenNearTheEnd(PostgresErrorCodes.InsufficientPrivilege);
        await Execute(string.Create(CultureInfo.InvariantCulture, $"ALTER TABLE {schema}.event DETACH PARTITION {schema}.event_{DateTime.UtcNow:yyyy_MM}"));

        await Assert.ThrowsAsync<JournalFailedException>(() => journal.Append(Sample.Append(Sample.User("u1"), 1)));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>((await journal.Failed).InnerException).SqlState);
    }

    [Fact]
    public async Task Commits_that_cannot_be_forgotten_are_told_and_appends_go_on()
    {
        await using var journal = await Open();
        await Execute(
            $"""
            CREATE FUNCTION {schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{PostgresErrorCodes.InsufficientPrivilege}'; END $$;
            CREATE TRIGGER refuse BEFORE DELETE ON {schema}.commits FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse()
            """);

        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 1)));
        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 2)));

        Assert.Equal([PostgresErrorCodes.InsufficientPrivilege], told);
    }

    /// <summary>A journal that finds its last partition ending tomorrow, and can make no other.</summary>
    private async Task<PostgresJournal> OpenNearTheEnd(string error)
    {
        await (await Open()).DisposeAsync();
        await Execute($"CREATE OR REPLACE FUNCTION {schema}.make_partitions(months_ahead integer) RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN RETURN now() + interval '1 day'; END $$");
        var journal = await Open();
        await Execute($"CREATE OR REPLACE FUNCTION {schema}.make_partitions(months_ahead integer) RETURNS timestamptz LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{error}'; END $$");
        return journal;
    }

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<PostgresJournal> Open() => await PostgresJournal.Open(
        await server.Options(schema) with { UpkeepFailed = cause => told.Add(Assert.IsType<PostgresException>(cause).SqlState) }, Cancellation);
}

using Npgsql;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

public sealed class MigrationTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_at_the_same_moment_make_the_schema_once()
    {
        var journals = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Open()));
        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }

        Assert.Equal((long)Migration.All.Count, await Ask($"SELECT count(*) FROM {schema}.schema_migrations"));
    }

    [Fact]
    public void Migrations_are_numbered_from_one_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Migration.All.Count), Migration.All.Select(one => one.Number));

    [Fact]
    public async Task A_schema_of_a_newer_program_is_refused_and_left_alone()
    {
        await (await Open()).DisposeAsync();
        await Execute($"INSERT INTO {schema}.schema_migrations VALUES ({Migration.All.Count + 1}, 'later', 'x', now())");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Open());
        Assert.Contains("a newer one has used it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_other_scripts_made_is_refused()
    {
        await (await Open()).DisposeAsync();
        await Execute($"UPDATE {schema}.schema_migrations SET checksum = 'x' WHERE number = 1");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Open());
        Assert.Contains(Migration.All[0].Name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_steps_before_it_and_nothing_of_itself()
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        Migration[] steps = [Migration.All[0], new(2, "0002-bad.sql", "CREATE TABLE \"{schema}\".half (x int); SELECT no_such_thing();")];
        await Assert.ThrowsAsync<PostgresException>(() => new Migrations(new SchemaName(schema), steps).Run(connection, Cancellation));
        Assert.Equal(1L, await Ask($"SELECT count(*) FROM {schema}.schema_migrations"));
        Assert.Equal(true, await Ask($"SELECT to_regclass('{schema}.half') IS NULL"));
    }

    [Fact]
    public async Task A_dump_that_was_loaded_into_another_cluster_is_refused()
    {
        await using (var journal = await Open())
        {
            await journal.Append(Sample.Append(Sample.User("u1"), 1));
        }

        await Execute($"UPDATE {schema}.event SET xid = '99999999999'");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Open());
        Assert.Contains("pg_basebackup", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_without_rights_is_told_in_a_sentence()
    {
        await Execute($"CREATE ROLE poor_{schema} LOGIN");
        var poor = new NpgsqlConnectionStringBuilder(await server.ConnectionString()) { Username = $"poor_{schema}" };
        var refused = await Assert.ThrowsAsync<DatabaseAwayException>(
            () => PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = poor.ConnectionString, Schema = schema }, Cancellation));
        Assert.Contains("permission denied", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"`GRANT CREATE ON DATABASE postgres TO poor_{schema}` or `CREATE SCHEMA {schema} AUTHORIZATION poor_{schema}`", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PostgreSQL runs there", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_told_with_how_to_make_it()
    {
        var missing = new NpgsqlConnectionStringBuilder(await server.ConnectionString()) { Database = "nosuch" };
        var refused = await Assert.ThrowsAsync<DatabaseAwayException>(() => PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = missing.ConnectionString }, Cancellation));
        Assert.EndsWith("Make it with `CREATE DATABASE nosuch OWNER postgres`, or name another one.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_owns_its_schema_needs_no_more()
    {
        await Execute($"CREATE ROLE owner_{schema} LOGIN; CREATE SCHEMA {schema} AUTHORIZATION owner_{schema}");
        var owner = new NpgsqlConnectionStringBuilder(await server.ConnectionString()) { Username = $"owner_{schema}" };
        await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = owner.ConnectionString, Schema = schema, Exclusive = true }, Cancellation);
        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 1)));
    }

    [Theory]
    [InlineData("Host=no-such-host.invalid;Username=app")]
    [InlineData("Host=127.0.0.1;Port=1;Username=app")]
    public async Task A_database_that_cannot_be_reached_is_told_in_a_sentence(string connectionString)
    {
        var refused = await Assert.ThrowsAsync<DatabaseAwayException>(
            () => PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connectionString }, Cancellation));
        Assert.StartsWith("The database 'app' at ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a\"; DROP TABLE event; --")]
    [InlineData("1st")]
    public async Task A_schema_name_that_is_none_is_refused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = "Host=nowhere", Schema = name }, Cancellation));

    private async Task Execute(string sql) => await Ask(sql);

    private async Task<object?> Ask(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private async Task<PostgresJournal> Open() =>
        await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = await server.ConnectionString(), Schema = schema }, Cancellation);
}

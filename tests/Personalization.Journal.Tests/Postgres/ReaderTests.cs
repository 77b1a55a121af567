using Npgsql;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Checks;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>Whoever only looks changes nothing, and takes no other database for a journal.</summary>
public sealed class ReaderTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_without_the_schema_is_no_journal_and_gets_none()
    {
        var refused = await Assert.ThrowsAsync<SchemaMissingException>(OpenReader);
        Assert.Equal($"The database 'postgres' has no schema '{schema}': it is no journal.", refused.Message);
        Assert.Equal(false, await Ask($"SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{schema}')"));
    }

    [Fact]
    public async Task A_schema_of_somebody_else_is_no_journal()
    {
        await Ask($"CREATE SCHEMA {schema}");
        var refused = await Assert.ThrowsAsync<SchemaMissingException>(OpenReader);
        Assert.Contains($"schema '{schema}' of the database 'postgres' holds no journal", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await Ask($"SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = '{schema}'"));
    }

    [Fact]
    public async Task A_schema_of_an_older_program_is_not_migrated()
    {
        await (await PostgresJournal.Open(await server.Options(schema), Cancellation)).DisposeAsync();
        await Ask($"DELETE FROM {schema}.schema_migrations WHERE number = {Migration.All.Count}");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(OpenReader);
        Assert.Contains("Start a server of this version first", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Migration.All.Count - 1L, await Ask($"SELECT count(*) FROM {schema}.schema_migrations"));
    }

    [Fact]
    public async Task A_schema_of_a_newer_program_is_refused()
    {
        await (await PostgresJournal.Open(await server.Options(schema), Cancellation)).DisposeAsync();
        await Ask($"INSERT INTO {schema}.schema_migrations VALUES ({Migration.All.Count + 1}, 'later', 'x', now())");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(OpenReader);
        Assert.Contains("a newer one has used it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_only_select_reads_a_journal_beside_its_server()
    {
        await using var writer = await PostgresJournal.Open(await server.Options(schema) with { Exclusive = true }, Cancellation);
        await writer.Append(Sample.Append(Sample.User("u1"), 1, 20));
        await Ask($"CREATE ROLE looker_{schema} LOGIN; GRANT USAGE ON SCHEMA {schema} TO looker_{schema}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO looker_{schema}");
        var options = await server.Options(schema);
        var looker = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Username = $"looker_{schema}" };
        await using var reader = await PostgresJournal.OpenReader(options with { ConnectionString = looker.ConnectionString }, Cancellation);
        var report = await FeedCheck.Run(reader, "it", null, Cancellation);
        Assert.Equal((20, true), (report.Events, report.IsGood));
    }

    [Fact]
    public async Task Nothing_is_appended_or_erased_by_a_reader()
    {
        await (await PostgresJournal.Open(await server.Options(schema), Cancellation)).DisposeAsync();
        await using var reader = await OpenReader();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.Append(Sample.Append(Sample.User("u1"), 1)));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.Erase(Sample.User("u1"), Cancellation));
    }

    private async Task<PostgresJournal> OpenReader() => await PostgresJournal.OpenReader(await server.Options(schema), Cancellation);

    private async Task<object?> Ask(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}

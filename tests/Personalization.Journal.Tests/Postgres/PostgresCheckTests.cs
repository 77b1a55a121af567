using Npgsql;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Checks;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>The checks and counts that read the feed, over PostgreSQL.</summary>
public sealed class PostgresCheckTests(PostgresServer server)
{
    private const string Where = "the schema";
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_journal_is_found_whole_after_an_erasure_too()
    {
        await using var journal = await Filled();
        await journal.Erase(Sample.User("u2"), Cancellation);
        await journal.Append(Sample.Append(Sample.User("u2"), 1));
        var report = await FeedCheck.Run(journal, Where, null, Cancellation);
        Assert.Empty(report.Findings);
        Assert.Equal((21, 2), (report.Events, report.Subjects));
    }

    [Theory]
    [InlineData("DELETE FROM {0}.event WHERE version = 7", "goes on with version 8 after version 6")]
    [InlineData("UPDATE {0}.event SET payload = substr(payload, 1, length(payload) - 1) WHERE version = 7", "Version 7 of subject")]
    [InlineData("UPDATE {0}.event SET payload = (SELECT payload FROM {0}.event WHERE version = 6 LIMIT 1) WHERE version = 7", "a second time")]
    public async Task Damage_is_found(string damage, string finding)
    {
        await using var journal = await Filled();
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand(string.Format(null, damage, schema));
        Assert.Equal(2, await command.ExecuteNonQueryAsync(Cancellation));
        var report = await FeedCheck.Run(journal, Where, null, Cancellation);
        Assert.Contains(report.Findings, one => one.File == Where && one.Message.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_there_is_is_counted()
    {
        await using var journal = await Filled();
        var counted = await FeedCheck.Count(journal, null, Cancellation);
        Assert.Equal((40, 0, 2), (counted.Events, counted.ErasedEvents, counted.Subjects[SubjectKind.User]));
        Assert.Equal(40, counted.Tenants["acme/production"]);
    }

    private async Task<PostgresJournal> Filled()
    {
        var journal = await PostgresJournal.Open(await server.Options(schema) with { PageEvents = 7 }, Cancellation);
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 20), Sample.Append(Sample.User("u2"), 1, 20));
        return journal;
    }
}

using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Telemetry;
using Personalization.Journal.Postgres;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Telemetry;

public sealed class JournalMetricsTests(PostgresServer server)
{
    [Fact]
    public async Task What_waits_is_measured_until_it_is_durable()
    {
        using var folder = new TemporaryFolder();
        using var meters = new TestMeters();
        await using var journal = SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = folder.Path });
        _ = journal.Append([Sample.Append(Sample.User("u1"), 1, 3)]).AsTask();
        Assert.Equal(3, meters.Read("personalization.journal.queue.events"));
        Assert.InRange(meters.Read("personalization.journal.queue.size"), 1, 1000);

        Assert.True(journal.CommitNext());

        Assert.Equal((0, 0), (meters.Read("personalization.journal.queue.events"), meters.Read("personalization.journal.queue.size")));
        Assert.Equal(1, meters.Read("personalization.journal.appends{result=committed}"));
        Assert.Equal((1, 1), (meters.CountOf("personalization.journal.commit.duration"), meters.CountOf("personalization.journal.commit.events")));
    }

    [Fact]
    public async Task An_append_that_another_owner_was_faster_with_is_counted_as_fenced()
    {
        using var folder = new TemporaryFolder();
        using var meters = new TestMeters();
        await using var journal = SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = folder.Path });
        Assert.Equal(CommitResult.Fenced, await journal.Append([Sample.Append(Sample.User("u1"), 7)]));

        Assert.Equal((1, 0), (meters.Read("personalization.journal.appends{result=fenced}"), meters.Read("personalization.journal.appends{result=committed}")));
    }

    [Fact]
    public async Task Two_journals_of_one_schema_count_what_the_faster_took_from_the_other()
    {
        var options = await server.Options(server.NewSchema()) with { Exclusive = false };
        await using var fast = await PostgresJournal.Open(options, TestContext.Current.CancellationToken);
        using var meters = new TestMeters();
        await using var slow = await PostgresJournal.Open(options, TestContext.Current.CancellationToken);
        Assert.Equal(CommitResult.Committed, await fast.Append([Sample.Append(Sample.User("u1"), 1)]));
        Assert.Equal(CommitResult.Fenced, await slow.Append([Sample.Append(Sample.User("u1"), 1)]));

        Assert.Equal(1, meters.Read("personalization.journal.appends{result=fenced}"));
    }
}

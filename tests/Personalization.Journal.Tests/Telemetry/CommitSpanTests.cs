using System.Diagnostics;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Telemetry;
using Personalization.Journal.Postgres;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Telemetry;

public sealed class CommitSpanTests(PostgresServer server)
{
    [Fact]
    public async Task Each_turn_that_waits_has_a_span_of_the_commit_they_share()
    {
        using var folder = new TemporaryFolder();
        await using var journal = SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = folder.Path });
        using var trace = new TestTrace();
        var turns = new[] { Append(journal, "u1"), Append(journal, "u2") };
        Assert.True(journal.CommitNext());

        var commits = trace.Ended.Where(span => span.OperationName == "commit").ToList();
        Assert.Equal(turns.Select(turn => turn.SpanId), commits.Select(commit => commit.ParentSpanId));
        Assert.All(commits, commit => Assert.Equal((2, 2), (commit.GetTagItem("db.operation.batch.size"), commit.GetTagItem("personalization.commit.events"))));
        Assert.Single(commits.Select(commit => commit.GetTagItem("personalization.commit.id")).Distinct());
        Assert.Same(trace.Root, Activity.Current);
    }

    [Fact]
    public async Task A_turn_that_appends_often_has_one_span_of_a_commit()
    {
        using var folder = new TemporaryFolder();
        await using var journal = SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = folder.Path });
        using var trace = new TestTrace();
        _ = journal.Append([Sample.Append(Sample.User("u1"), 1)]).AsTask();
        _ = journal.Append([Sample.Append(Sample.User("u2"), 1)]).AsTask();
        Assert.True(journal.CommitNext());

        Assert.Single(trace.Ended);
    }

    [Fact]
    public async Task A_commit_of_nobody_who_is_traced_has_no_span()
    {
        using var folder = new TemporaryFolder();
        await using var journal = SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = folder.Path });
        using var trace = new TestTrace();
        Activity.Current = null;
        _ = journal.Append([Sample.Append(Sample.User("u1"), 1)]).AsTask();
        Assert.True(journal.CommitNext());

        Assert.Empty(trace.Ended);
    }

    [Fact]
    public async Task PostgreSQLs_commits_have_the_same_spans_and_statements_below_them()
    {
        await using var journal = await PostgresJournal.Open(await server.Options(server.NewSchema()), TestContext.Current.CancellationToken);
        using var trace = new TestTrace();
        Assert.Equal(CommitResult.Committed, await journal.Append([Sample.Append(Sample.User("u1"), 1, 3)]));

        var commit = Assert.Single(trace.Ended, span => span.Source.Name == "Personalization.Journal");
        var statements = trace.Ended.Where(span => span.Source.Name == "Npgsql").ToList();
        Assert.NotEmpty(statements);
        Assert.All(statements, statement => Assert.Equal(commit.SpanId, statement.ParentSpanId));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', statements.Select(one => $"{one.DisplayName} {string.Join(' ', one.TagObjects)}")));
        Assert.Equal(("commit", trace.Root.SpanId, "postgresql", 3), (commit.OperationName, commit.ParentSpanId, commit.GetTagItem("db.system.name"), commit.GetTagItem("personalization.commit.events")));
    }

    private static Activity Append(SqliteJournal journal, string user)
    {
        using var turn = new ActivitySource("Personalization.Tests").StartActivity("turn")!;
        _ = journal.Append([Sample.Append(Sample.User(user), 1)]).AsTask();
        return turn;
    }
}

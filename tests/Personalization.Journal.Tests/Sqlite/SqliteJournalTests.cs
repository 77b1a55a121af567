using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_second_server_is_told_who_holds_the_folder_and_what_to_do()
    {
        await using var journal = Open();
        var refused = Assert.Throws<FolderLockedException>(() => Open());
        Assert.Equal(folder.Path, refused.Folder);
        Assert.Contains("Stop that one", refused.Message);
    }

    [Fact]
    public async Task Many_callers_share_few_commits()
    {
        await using var journal = Open();
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(at => journal.Append(Sample.Append(Sample.User($"u{at}"), 1))));
        Assert.InRange(CommitsOf(await journal.Feed()), 1, 200);
    }

    [Fact]
    public async Task The_parts_of_one_call_are_in_one_commit_whatever_its_size()
    {
        await using var journal = Open(new SqliteJournalOptions { Folder = folder.Path, CommitBytesMax = 1 });
        var calls = Enumerable.Range(0, 20).Select(at => journal.Append(Sample.Append(Sample.User($"u{at}"), 1, 3), Sample.Append(Sample.Account($"a{at}"), 1, 3)));
        await Task.WhenAll(calls);
        var feed = await journal.Feed();
        Assert.Equal(20, CommitsOf(feed));
        Assert.All(feed.GroupBy(stored => FeedPosition.CommitOf(stored.Position)), commit => Assert.Equal(6, commit.Count()));
    }

    [Fact]
    public async Task Callers_that_wait_for_room_keep_the_queue_within_its_bound()
    {
        await using var journal = Open(new SqliteJournalOptions { Folder = folder.Path, QueueEventsMax = 20, CommitBytesMax = 1 });
        var calls = new List<Task<CommitResult>>();
        for (var version = 1; version <= 200; version++)
        {
            await journal.WaitForRoom(Cancellation);
            calls.Add(journal.Append([Sample.Append(Sample.User("u1"), version)]).AsTask());
            Assert.InRange(calls.Count(call => !call.IsCompleted), 0, 21);
        }

        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Waiting_for_room_can_be_cancelled()
    {
        await using var journal = Open(new SqliteJournalOptions { Folder = folder.Path, QueueEventsMax = 0 });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = journal.WaitForRoom(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_failed_write_fails_every_waiter_and_every_later_call_for_good()
    {
        await using var journal = Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1));
        RawSql.Execute(folder.File("journal.db"), "ALTER TABLE commits RENAME TO gone");
        await Assert.ThrowsAsync<JournalFailedException>(() => journal.Append(Sample.Append(Sample.User("u1"), 2)));
        RawSql.Execute(folder.File("journal.db"), "ALTER TABLE gone RENAME TO commits");
        await Assert.ThrowsAsync<JournalFailedException>(() => journal.Append(Sample.Append(Sample.User("u2"), 1)));
        await Assert.ThrowsAsync<JournalFailedException>(async () => await journal.WaitForRoom(Cancellation));
        Assert.IsType<JournalFailedException>(await journal.Failed);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused()
    {
        await using (Open())
        {
        }

        RawSql.Execute(folder.File("journal.db"), "PRAGMA user_version = 3");
        Assert.Throws<InvalidDataException>(() => Open());
        RawSql.Execute(folder.File("journal.db"), "PRAGMA user_version = 2");
        await using var again = Open();
    }

    private static int CommitsOf(IEnumerable<StoredEvent> feed) => feed.Select(stored => FeedPosition.CommitOf(stored.Position)).Distinct().Count();

    private SqliteJournal Open(SqliteJournalOptions? options = null) => SqliteJournal.Open(options ?? new SqliteJournalOptions { Folder = folder.Path });
}

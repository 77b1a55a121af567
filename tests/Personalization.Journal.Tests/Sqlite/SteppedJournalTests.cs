using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

public sealed class SteppedJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_is_committed_but_step_by_step()
    {
        await using var journal = Open();
        var (first, second) = (Append(journal, 1), Append(journal, 2));
        Assert.Equal(2, journal.WaitingBatches);
        Assert.True(journal.CommitNext());
        Assert.Equal((true, false, 1), (first.IsCompletedSuccessfully, second.IsCompleted, journal.WaitingBatches));
        Assert.Single(await journal.Feed());
        Assert.True(journal.CommitNext());
        Assert.True(second.IsCompletedSuccessfully);
        Assert.False(journal.CommitNext());
    }

    [Fact]
    public async Task Index_and_log_are_kept_step_by_step()
    {
        await using var journal = Open();
        for (var version = 1; version <= 40; version++)
        {
            _ = Append(journal, version);
            journal.CommitNext();
        }

        var log = new FileInfo(folder.File("journal.db-wal"));
        var filled = log.Length;
        journal.KeepIndex();
        journal.Checkpoint();
        _ = Append(journal, 41);
        journal.CommitNext();
        log.Refresh();
        Assert.Equal(filled, log.Length);
        Assert.Equal(41, (await journal.Stream(Sample.User("u1"))).Count);
        Assert.False(journal.Failed.IsCompleted);
    }

    [Fact]
    public async Task Closing_commits_what_waits()
    {
        var journal = Open();
        var (first, second) = (Append(journal, 1), Append(journal, 2));
        await journal.DisposeAsync();
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
        await using var again = Open();
        Assert.Equal(2, (await again.Feed()).Count);
    }

    [Fact]
    public async Task Abandoning_drops_what_waits_and_leaves_the_files_as_they_are()
    {
        var journal = Open();
        _ = Append(journal, 1);
        journal.CommitNext();
        var lost = Append(journal, 2);
        var log = await File.ReadAllBytesAsync(folder.File("journal.db-wal"), TestContext.Current.CancellationToken);
        journal.Abandon();
        await Assert.ThrowsAsync<JournalFailedException>(() => lost);
        Assert.Equal(log, await File.ReadAllBytesAsync(folder.File("journal.db-wal"), TestContext.Current.CancellationToken));
        await using var again = Open();
        Assert.Single(await again.Feed());
    }

    [Fact]
    public async Task A_journal_with_threads_can_be_abandoned_too()
    {
        var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        await Append(journal, 1);
        journal.Abandon();
        Assert.True(new FileInfo(folder.File("journal.db-wal")).Length > 0);
        await using var again = Open();
        Assert.Single(await again.Feed());
    }

    [Fact]
    public async Task Closing_lets_an_erasure_end_and_turns_away_what_waits_behind_it()
    {
        var journal = Open();
        _ = Append(journal, 1);
        var erasure = journal.Erase(Sample.User("u1"), TestContext.Current.CancellationToken).AsTask();
        var behind = journal.Compact(TestContext.Current.CancellationToken).AsTask();

        await journal.DisposeAsync();

        Assert.Equal(1, await erasure);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => behind.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_write_ahead_log_does_not_grow_without_end()
    {
        await using var journal = SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = folder.Path, CheckpointBytes = 64 << 10 });
        for (var version = 1; version <= 20_000; version += 100)
        {
            var call = journal.Append(Sample.Append(Sample.User("u1"), version, 100));
            journal.CommitNext();
            Assert.Equal(CommitResult.Committed, await call);
            if (journal.CheckpointIsDue)
            {
                journal.Checkpoint();
            }
        }

        Assert.InRange(new FileInfo(folder.File("journal.db")).Length, 1 << 20, long.MaxValue);
        Assert.InRange(new FileInfo(folder.File("journal.db-wal")).Length, 1, 512 << 10);
    }

    private static Task<CommitResult> Append(SqliteJournal journal, int version) => journal.Append([Sample.Append(Sample.User("u1"), version)]).AsTask();

    private SqliteJournal Open() =>
        SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = folder.Path, CommitBytesMax = 1, RecentEntriesMax = 3 });
}

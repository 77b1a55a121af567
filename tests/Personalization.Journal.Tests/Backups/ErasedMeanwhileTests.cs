using Microsoft.Data.Sqlite;
using Personalization.HostContract;
using Personalization.Journal.Backups;
using Personalization.Journal.Checks;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Backups;

/// <summary>Backups while their server erases: whatever a restore gets is each stream from its beginning on, without a gap.</summary>
public sealed class ErasedMeanwhileTests : IDisposable
{
    private const string Comparing = "comparing", Copying = "copying", Verifying = "verifying";

    private readonly TemporaryFolder folder = new(), backup = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        backup.Dispose();
    }

    [Theory]
    [InlineData(Comparing, 12)]
    [InlineData(Comparing, 25)]
    [InlineData(Copying, 31)]
    [InlineData(Verifying, 3)]
    public async Task A_renewal_that_is_cut_short_while_it_takes_over_an_erasure_leaves_whole_streams(string doing, long commit)
    {
        await SampleFolder.Fill(folder);
        Back();
        await using (var journal = SampleFolder.Open(folder))
        {
            await journal.Erase(Sample.User("u1"), Cancellation);
            await journal.Append(Sample.Append(Sample.User("u1"), 1));
        }

        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Back(At(doing, commit, stop.Cancel), stop.Token));
        await AssertWhole(streamsOf: 2);
    }

    [Fact]
    public async Task Archives_lose_an_erased_subject_after_the_rows_behind_them()
    {
        await SampleFolder.Fill(folder);
        Back();
        await using (var journal = SampleFolder.Open(folder))
        {
            await journal.Erase(Sample.User("u1"), Cancellation);
        }

        // The rows cannot be changed: what is done until then must be a beginning of each stream.
        RawSql.Execute(backup.File("journal.db"), "CREATE TRIGGER refuse BEFORE UPDATE ON commits BEGIN SELECT RAISE(ABORT, 'no'); END");
        Assert.Throws<SqliteException>(() => Back());
        RawSql.Execute(backup.File("journal.db"), "DROP TRIGGER refuse");
        await AssertWhole(streamsOf: 2);
    }

    [Theory]
    [InlineData(Copying, 3)]
    [InlineData(Copying, 29)]
    [InlineData(Copying, 30)]
    [InlineData(Verifying, 12)]
    public async Task A_subject_that_is_erased_and_returns_while_a_backup_runs_is_whole_in_this_one_and_in_the_next(string doing, long commit)
    {
        await SampleFolder.Fill(folder, archived: 0);
        await using var journal = SampleFolder.Open(folder);
        Back(At(doing, commit, () => EraseAndReturn(journal)));
        await AssertWhole(streamsOf: 2);
        Back();
        await AssertWhole(streamsOf: 2);
        using var restored = Restore();
        await using var again = SampleFolder.Open(restored);
        Assert.Equal(await journal.Feed(), await again.Feed());
    }

    [Theory]
    [InlineData(Comparing, 11)]
    [InlineData(Comparing, 30)]
    [InlineData(Copying, 33)]
    public async Task A_subject_that_is_erased_and_returns_while_a_backup_is_renewed_is_whole_in_it(string doing, long commit)
    {
        await SampleFolder.Fill(folder);
        Back();
        await using var journal = SampleFolder.Open(folder);
        await SampleFolder.Append(journal, SampleFolder.Commits + 1, SampleFolder.Commits + 5);
        Back(At(doing, commit, () => EraseAndReturn(journal)));
        await AssertWhole(streamsOf: 2);
        Back();
        await AssertWhole(streamsOf: 2);
    }

    [Fact]
    public async Task Commits_that_move_to_an_archive_while_a_backup_is_renewed_are_not_taken_for_those_of_another_journal()
    {
        await SampleFolder.Fill(folder, archived: 0);
        Back();
        await using var journal = SampleFolder.Open(folder);
        Back(At(Comparing, 1, () => journal.Archive(Sample.Noon + TimeSpan.FromSeconds(21), Cancellation).AsTask().GetAwaiter().GetResult()));
        await AssertWhole(streamsOf: 2);
    }

    private static void EraseAndReturn(SqliteJournal journal)
    {
        journal.Erase(Sample.User("u1"), Cancellation).AsTask().GetAwaiter().GetResult();
        Assert.Equal(CommitResult.Committed, journal.Append(Sample.Append(Sample.User("u1"), 1)).GetAwaiter().GetResult());
    }

    /// <summary>Restores the backup as it is, and reads every stream of it.</summary>
    private async Task AssertWhole(int streamsOf)
    {
        using var restored = Restore();
        Assert.Empty(FolderCheck.Run(restored.Path, [], null, Cancellation).Findings);
        await using var journal = SampleFolder.Open(restored);
        for (var user = 1; user <= streamsOf; user++)
        {
            var versions = (await journal.Stream(Sample.User($"u{user}"))).Select(stored => stored.Version).ToList();
            Assert.Equal(Enumerable.Range(1, versions.Count).Select(version => (long)version), versions);
        }
    }

    private TemporaryFolder Restore()
    {
        var restored = new TemporaryFolder();
        JournalRestore.Run(backup.Path, restored.Path, null, Cancellation);
        return restored;
    }

    private void Back(IProgress<StepsDone>? progress = null, CancellationToken? cancellation = null) =>
        JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, progress, cancellation ?? Cancellation);

    private static IProgress<StepsDone> At(string doing, long commit, Action then) => new OnceAt(doing, commit, then);

    /// <summary>Does something once, on the thread of the backup, when it has come so far.</summary>
    private sealed class OnceAt(string doing, long commit, Action then) : IProgress<StepsDone>
    {
        private bool isDone;

        public void Report(StepsDone value)
        {
            if (!isDone && value.Doing == doing && value.Done >= commit)
            {
                isDone = true;
                then();
            }
        }
    }
}

using Personalization.Core;
using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

/// <summary>The contract where all but the last commit lie in archives each time the journal is opened.</summary>
public sealed class ArchivingSqliteJournalContract : JournalContract, IDisposable
{
    private TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override ValueTask StartOver()
    {
        folder.Dispose();
        folder = new TemporaryFolder();
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<IJournal> Open()
    {
        var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path, RecentEntriesMax = 5, CommitBytesMax = 256, ArchiveCommitsMax = 4 });
        await journal.Archive(Instant.MaxValue, TestContext.Current.CancellationToken);
        return journal;
    }
}

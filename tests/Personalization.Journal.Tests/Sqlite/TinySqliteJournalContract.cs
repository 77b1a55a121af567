using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

/// <summary>The contract with tiny limits: runs are written and merged, and the log is emptied, while the tests read and write.</summary>
public sealed class TinySqliteJournalContract : JournalContract, IDisposable
{
    private TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override ValueTask StartOver()
    {
        folder.Dispose();
        folder = new TemporaryFolder();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<IJournal> Open() => new(SqliteJournal.Open(new SqliteJournalOptions
    {
        Folder = folder.Path, RecentEntriesMax = 3, CommitBytesMax = 256, CheckpointBytes = 1024, QueueEventsMax = 10,
    }));
}

using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

/// <summary>The contract with the limits of production: everything stays in the tables of recent entries.</summary>
public sealed class SqliteJournalContract : JournalContract, IDisposable
{
    private TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    protected override ValueTask StartOver()
    {
        folder.Dispose();
        folder = new TemporaryFolder();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask<IJournal> Open() => new(SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }));
}

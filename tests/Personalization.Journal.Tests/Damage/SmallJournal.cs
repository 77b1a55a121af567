using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Damage;

/// <summary>A journal of a dozen commits on small pages: what it acknowledged, and its files after a clean close and after the death of its process.</summary>
internal sealed class SmallJournal
{
    private const int Commits = 12;

    private SmallJournal(IReadOnlyList<StoredEvent> acknowledged, StoredFiles closed, StoredFiles killed) =>
        (Acknowledged, Closed, Killed) = (acknowledged, closed, killed);

    /// <summary>The events that were acknowledged, in the order of the feed.</summary>
    public IReadOnlyList<StoredEvent> Acknowledged { get; }

    /// <summary>After a clean close: the log is gone.</summary>
    public StoredFiles Closed { get; }

    /// <summary>After the death of the process: half of the commits are in the log alone.</summary>
    public StoredFiles Killed { get; }

    /// <summary>The subjects.</summary>
    public static IReadOnlyList<SubjectKey> Subjects { get; } = [Sample.User("u1"), Sample.User("u2"), Sample.Account("a1")];

    /// <summary>How the journal is opened.</summary>
    public static SqliteJournal Open(string folder) =>
        SqliteJournal.OpenStepped(new SqliteJournalOptions { Folder = folder, CommitBytesMax = 1, RecentEntriesMax = 4 });

    /// <summary>Makes both.</summary>
    public static async Task<SmallJournal> Make()
    {
        using var folder = new TemporaryFolder(inMemory: true);
        MakePagesSmall(folder, "journal.db", "index.db");
        var journal = Open(folder.Path);
        for (var commit = 0; commit < Commits; commit++)
        {
            var append = journal.Append([Sample.Append(Subjects[commit % 3], (commit / 3 * 2) + 1, count: 2)]);
            journal.CommitNext();
            await append;
            journal.KeepIndex();
            if (commit == Commits / 2)
            {
                journal.Checkpoint();
            }
        }

        var acknowledged = await journal.Feed();
        journal.Abandon();
        var killed = StoredFiles.Of(folder.Path);
        await Open(folder.Path).DisposeAsync();
        return new SmallJournal(acknowledged, StoredFiles.Of(folder.Path), killed);
    }

    /// <summary>A file keeps the page size that it was made with.</summary>
    public static void MakePagesSmall(TemporaryFolder folder, params string[] names)
    {
        foreach (var name in names)
        {
            RawSql.Execute(folder.File(name), "PRAGMA page_size=512; PRAGMA journal_mode=WAL; PRAGMA user_version=0");
        }
    }
}

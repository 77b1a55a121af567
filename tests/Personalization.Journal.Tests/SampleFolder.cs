using Personalization.HostContract;
using Personalization.Journal.Control.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Tests;

/// <summary>Makes data folders with a known content for tests of what works on whole folders.</summary>
internal static class SampleFolder
{
    public const int Commits = 30;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static SqliteJournal Open(TemporaryFolder folder) => Open(folder.Path);

    public static SqliteJournal Open(string folder) =>
        SqliteJournal.Open(new SqliteJournalOptions { Folder = folder, RecentEntriesMax = 8, ArchiveCommitsMax = 5 });

    /// <summary>Fills a folder with two users' streams, of which the first commits lie in archives, a snapshot and a tenant.</summary>
    public static async Task Fill(TemporaryFolder folder, int archived = 10)
    {
        await using (var journal = Open(folder))
        {
            await Append(journal, 1, Commits);
            await journal.Archive(Sample.Noon + TimeSpan.FromSeconds(archived + 1), Cancellation);
        }

        using (var snapshots = SqliteSnapshots.Open(folder.Path))
        {
            await snapshots.Save([new(Sample.User("u1"), Cached(Commits))], [new(Sample.User("u1"), Cached(1))], Cancellation);
        }

        using var control = SqliteControlStore.Open(folder.Path, TimeProvider.System);
        Assert.Null(await control.Tenants.Create(new TenantId("acme/production")));
    }

    private static StoredSnapshot Cached(long version) => new(version, 5, 7, 1, new ReceivedOrder(Sample.Noon, Rises: true), new byte[] { 1, 2, 3 });

    public static async Task Append(SqliteJournal journal, int from, int to)
    {
        for (var version = from; version <= to; version++)
        {
            Assert.Equal(CommitResult.Committed, await journal.Append([Sample.Append(Sample.User("u1"), version), Sample.Append(Sample.User("u2"), version)]));
        }
    }
}

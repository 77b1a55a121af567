using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;
using Personalization.Journal;
using Personalization.Journal.Sqlite;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>The embedded host on a data folder.</summary>
internal sealed class EmbeddedHost : HostUnderTest
{
    private readonly SqliteJournal journal;
    private readonly SqliteSnapshots snapshots;
    private readonly DataFolder folder;
    private bool isClosed;

    public EmbeddedHost(DataFolder folder, ICatalogs catalogs, TimeProvider time, EmbeddedHostOptions options, Func<IJournal, IJournal>? wrap = null)
    {
        this.folder = folder;
        journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        snapshots = SqliteSnapshots.Open(folder.Path);
        Host = new EmbeddedProfiles(wrap?.Invoke(journal) ?? journal, snapshots, catalogs, time, options);
    }

    public EmbeddedProfiles Host { get; }

    public IJournal Journal => journal;

    public override IProfiles Profiles => Host;

    /// <summary>What a power failure leaves is what is in the files at that moment.</summary>
    public override async ValueTask Crash()
    {
        folder.CopyToNext();
        await DisposeAsync();
        folder.MoveToNext();
    }

    public override async ValueTask DisposeAsync()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        await Host.DisposeAsync();
        await journal.DisposeAsync();
        snapshots.Dispose();
    }
}

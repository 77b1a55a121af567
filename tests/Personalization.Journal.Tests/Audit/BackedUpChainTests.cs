using Personalization.HostContract;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Backups;
using Personalization.Journal.Checks;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Audit;

public sealed class BackedUpChainTests : IDisposable
{
    private readonly AuditedFolder folder = new();
    private readonly TemporaryFolder backup = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        backup.Dispose();
    }

    [Fact]
    public async Task The_chain_of_a_backup_is_never_ahead_of_its_journal()
    {
        await folder.Append(["u1"], ["u2"]);
        await folder.Seal();
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        using var store = SqliteAuditStore.Open(folder.Path);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        var meanwhile = new Meanwhile(async version =>
        {
            await journal.Append(new StreamAppend(Sample.User("busy"), version, [AuditedFolder.Decision($"d{version}")]));
            await sealer.Seal(Cancellation);
        });

        JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, meanwhile, Cancellation);

        var report = await FolderAudit.Verify(backup.Path, null, [], null, Cancellation);
        Assert.True(meanwhile.Times > 0);
        Assert.Empty(report.Findings);
        Assert.Equal(2, report.Tenants[0].Verified);
    }

    [Fact]
    public async Task An_anchor_of_before_a_backup_holds_in_it()
    {
        await folder.Append(["u1"], ["u2"]);
        await folder.Seal();
        var anchor = await folder.Anchor();

        JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, null, Cancellation);

        Assert.Empty((await FolderAudit.Verify(backup.Path, null, [anchor], null, Cancellation)).Findings);
    }

    /// <summary>Does something each time a backup says how far it is.</summary>
    private sealed class Meanwhile(Func<long, Task> work) : IProgress<StepsDone>
    {
        public long Times { get; private set; }

        public void Report(StepsDone value) => Task.Run(() => work(++Times)).GetAwaiter().GetResult();
    }
}

using Personalization.HostContract;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;
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

    [Fact]
    public async Task A_chain_that_is_emptied_after_a_backup_or_a_restore_is_found()
    {
        await folder.Append(["u1"], ["u2"]);
        await folder.Seal();
        using var restored = new TemporaryFolder();
        JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, null, Cancellation);
        JournalRestore.Run(backup.Path, restored.Path, null, Cancellation);

        foreach (var copy in (string[])[backup.Path, restored.Path])
        {
            Assert.Empty((await FolderAudit.Verify(copy, null, [], null, Cancellation)).Findings);
            RawSql.Execute(Path.Combine(copy, "audit.db"), "DELETE FROM blocks; DELETE FROM sealed");
            var found = Assert.Single((await FolderAudit.Verify(copy, null, [], null, Cancellation)).Findings);
            Assert.Equal(AuditFindingKind.ChainDamaged, found.Kind);
        }
    }

    [Fact]
    public async Task A_renewed_backup_knows_how_far_its_newer_chain_goes()
    {
        await folder.Append(["u1"]);
        await folder.Seal();
        JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, null, Cancellation);
        var older = await File.ReadAllBytesAsync(backup.File("audit.db"), Cancellation);
        await folder.Append(["u2"]);
        await folder.Seal();
        JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, null, Cancellation);
        Assert.Empty((await FolderAudit.Verify(backup.Path, null, [], null, Cancellation)).Findings);

        await File.WriteAllBytesAsync(backup.File("audit.db"), older, Cancellation);

        Assert.Equal(AuditFindingKind.ChainDamaged, Assert.Single((await FolderAudit.Verify(backup.Path, null, [], null, Cancellation)).Findings).Kind);
    }

    /// <summary>Does something each time a backup says how far it is.</summary>
    private sealed class Meanwhile(Func<long, Task> work) : IProgress<StepsDone>
    {
        public long Times { get; private set; }

        public void Report(StepsDone value) => Task.Run(() => work(++Times)).GetAwaiter().GetResult();
    }
}

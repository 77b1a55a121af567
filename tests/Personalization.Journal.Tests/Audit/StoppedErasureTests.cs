using Personalization.HostContract;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Backups;
using Personalization.Journal.Checks;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Tests.Audit;

/// <summary>Erasing from folders that no server runs on, with all that belongs to it.</summary>
public sealed class StoppedErasureTests : IDisposable
{
    private readonly AuditedFolder folder = new();
    private readonly TemporaryFolder backup = new(), restored = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        backup.Dispose();
        restored.Dispose();
    }

    [Fact]
    public async Task A_stopped_servers_folder_loses_the_salts_with_the_events()
    {
        await Fill();
        Assert.Equal(4, JournalEraser.Erase(folder.Path, Sample.User("me"), Cancellation));
        AssertErased(await folder.Verify(), erased: 2);
    }

    [Fact]
    public async Task A_backup_loses_the_salts_with_the_events_and_can_be_restored()
    {
        await Fill();
        Journal.Control.Sqlite.SqliteControlStore.Open(folder.Path, TimeProvider.System).Dispose();
        Back();
        Assert.Equal(4, JournalEraser.Erase(backup.Path, Sample.User("me"), Cancellation));
        Assert.Empty(FolderCheck.Run(backup.Path, [], null, Cancellation).Findings);
        Assert.False(File.Exists(backup.File("journal.ack")));
        JournalRestore.Run(backup.Path, restored.Path, null, Cancellation);
        AssertErased(await FolderAudit.Verify(restored.Path, null, [], null, Cancellation), erased: 2);
    }

    [Fact]
    public async Task A_salt_that_was_kept_is_named_with_the_command_that_mends_it()
    {
        await Fill();
        await folder.ErasePastChain(Sample.User("me"));
        var report = await folder.Verify();
        Assert.Equal([AuditFindingKind.SaltKept, AuditFindingKind.SaltKept], report.Findings.Select(finding => finding.Kind));
        Assert.Contains("`personalize audit mend`", report.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal(2, SaltMending.Run(folder.Path, Cancellation));
        Assert.Equal(0, SaltMending.Run(folder.Path, Cancellation));
        AssertErased(await folder.Verify(), erased: 2);
    }

    [Fact]
    public async Task Salts_that_were_kept_in_a_backup_are_mended_there()
    {
        await Fill();
        await folder.ErasePastChain(Sample.User("me"));
        Back();
        Assert.Equal(2, SaltMending.Run(backup.Path, Cancellation));
        JournalRestore.Run(backup.Path, restored.Path, null, Cancellation);
        AssertErased(await FolderAudit.Verify(restored.Path, null, [], null, Cancellation), erased: 2);
    }

    [Fact]
    public async Task A_journal_that_lost_its_end_is_not_erased_from()
    {
        await Fill();
        RawSql.Execute(folder.Journal, "DELETE FROM commits WHERE id = 3");
        Assert.Contains("acknowledged commits are missing", Assert.Throws<JournalDamagedException>(() => JournalEraser.Erase(folder.Path, Sample.User("me"), Cancellation)).Message, StringComparison.Ordinal);
        Assert.Contains(Sample.User("me"), (await folder.Decisions()).Select(stored => stored.Subject));
    }

    [Fact]
    public async Task Rows_that_a_crash_left_beside_their_archive_are_erased_too()
    {
        await Fill();
        var rows = Path.Combine(restored.Path, "journal.db");
        File.Copy(folder.Journal, rows);
        await folder.Archive(Sample.Noon + TimeSpan.FromDays(1));
        File.Copy(rows, folder.Journal, overwrite: true);
        JournalEraser.Erase(folder.Path, Sample.User("me"), Cancellation);
        Assert.Equal(1, RawSql.Number(folder.Journal, "SELECT count(*) FROM commits"));
        Assert.DoesNotContain(Sample.User("me"), (await folder.Decisions()).Select(stored => stored.Subject));
    }

    [Fact]
    public async Task A_restore_that_is_not_finished_is_not_erased_from()
    {
        await Fill();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, JournalRestore.Marker), "to commit 3", Cancellation);
        Assert.Throws<UnfitFolderException>(() => JournalEraser.Erase(folder.Path, Sample.User("me"), Cancellation));
    }

    private static void AssertErased(AuditReport report, long erased)
    {
        Assert.Empty(report.Findings);
        Assert.Equal(erased, Assert.Single(report.Tenants).Erased);
    }

    private async Task Fill()
    {
        await folder.Append(["me", "you"], ["me"], ["you"]);
        await folder.Seal();
    }

    private void Back() => JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, null, Cancellation);
}

using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Backups;
using Personalization.Journal.Checks;
using Personalization.Journal.Control.Sqlite;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Tests.Backups;

/// <summary>Backups of a running journal, and data folders made from them.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder folder = new(), backup = new(), restored = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        backup.Dispose();
        restored.Dispose();
    }

    [Fact]
    public async Task A_restored_folder_has_every_event_and_the_tenants()
    {
        await SampleFolder.Fill(folder);
        var report = Back();
        Assert.Equal((SampleFolder.Commits, 20, 2, 0), (report.Commit, report.CopiedCommits, report.CopiedArchives, report.RefreshedCommits));
        Restore();
        Assert.Equal(await Feed(folder), await Feed(restored));
        Assert.Empty(FolderCheck.Run(restored.Path, [], null, Cancellation).Findings);
        using var control = SqliteControlStore.Open(restored.Path, TimeProvider.System);
        Assert.Equal(new TenantId("acme/production"), Assert.Single(await control.Tenants.List()).Id);
    }

    [Fact]
    public async Task A_profile_folded_from_a_restored_folder_has_the_same_bytes()
    {
        await SampleFolder.Fill(folder);
        await using (var journal = SampleFolder.Open(folder))
        {
            await journal.Erase(Sample.User("u2"), Cancellation);
            await journal.Append(Sample.Append(Sample.User("u1"), SampleFolder.Commits + 1));
        }

        Back();
        Restore();
        var (version, bytes) = await Fold(folder, Sample.User("u1"));
        Assert.Equal(SampleFolder.Commits + 1, version);
        Assert.Equal((version, bytes), await Fold(restored, Sample.User("u1")));
        Assert.Equal(0, (await Fold(restored, Sample.User("u2"))).Version);
    }

    [Fact]
    public async Task A_backup_under_load_holds_every_event_that_was_acknowledged_before_it_began()
    {
        List<StoredEvent> before;
        await SampleFolder.Fill(folder, archived: 0);
        await using (var journal = SampleFolder.Open(folder))
        {
            before = await journal.Feed();
            var load = SampleFolder.Append(journal, SampleFolder.Commits + 1, SampleFolder.Commits + 200);
            var archiving = journal.Archive(Sample.Noon + TimeSpan.FromSeconds(150), Cancellation);
            Back();
            await load;
            await archiving;
            Back();
            Assert.Equal(before, (await journal.Feed())[..before.Count]);
        }

        Restore();
        Assert.Equal(await Feed(folder), await Feed(restored));
        await using var again = SampleFolder.Open(restored);
        Assert.Equal(CommitResult.Committed, await again.Append(Sample.Append(Sample.User("u1"), SampleFolder.Commits + 201)));
    }

    [Fact]
    public async Task A_later_backup_into_the_same_folder_only_adds_what_is_new()
    {
        await SampleFolder.Fill(folder);
        Back();
        await using (var journal = SampleFolder.Open(folder))
        {
            await SampleFolder.Append(journal, SampleFolder.Commits + 1, SampleFolder.Commits + 7);
            await journal.Archive(Sample.Noon + TimeSpan.FromSeconds(16), Cancellation);
        }

        var report = Back();
        Assert.Equal((SampleFolder.Commits + 7, 7, 1), (report.Commit, report.CopiedCommits, report.CopiedArchives));
        Assert.Equal((0, 0), (Back().CopiedCommits, Back().CopiedArchives));
        Restore();
        Assert.Equal(await Feed(folder), await Feed(restored));
    }

    [Fact]
    public async Task An_erasure_reaches_the_backup_with_the_next_one()
    {
        await SampleFolder.Fill(folder);
        Back();
        await using (var journal = SampleFolder.Open(folder))
        {
            await journal.Erase(Sample.User("u1"), Cancellation);
        }

        var report = Back();
        Assert.Equal((20, 2), (report.RefreshedCommits, report.CopiedArchives));
        Restore();
        Assert.DoesNotContain(await Feed(restored), stored => stored.Subject == Sample.User("u1"));
        Assert.Equal(SampleFolder.Commits, (await Feed(restored)).Count);
    }

    [Fact]
    public async Task A_subject_is_erased_from_a_backup_itself()
    {
        await SampleFolder.Fill(folder);
        Back();
        Assert.Equal(SampleFolder.Commits, JournalEraser.Erase(backup.Path, Sample.User("u1"), Cancellation));
        Assert.Equal(0, JournalEraser.Erase(backup.Path, Sample.User("u1"), Cancellation));
        Restore();
        Assert.Equal(SampleFolder.Commits, (await Feed(restored)).Count);
        Assert.All(await Feed(restored), stored => Assert.Equal(Sample.User("u2"), stored.Subject));
    }

    [Fact]
    public async Task A_subject_is_erased_from_the_folder_of_a_stopped_server()
    {
        await SampleFolder.Fill(folder);
        var others = (await Feed(folder)).Where(stored => stored.Subject != Sample.User("u1"));
        Assert.Equal(SampleFolder.Commits, JournalEraser.Erase(folder.Path, Sample.User("u1"), Cancellation));
        Assert.Equal(others, await Feed(folder));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public async Task A_backup_that_was_cut_short_goes_on_where_it_stopped(int steps)
    {
        await SampleFolder.Fill(folder, archived: 0);
        CutShort(steps, progress => JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, progress, progress.Token));
        Assert.Throws<BackupException>(Restore);
        Back();
        Restore();
        Assert.Equal(await Feed(folder), await Feed(restored));
    }

    [Fact]
    public async Task A_renewal_that_was_cut_short_leaves_a_backup_that_can_be_restored()
    {
        await SampleFolder.Fill(folder);
        Back();
        await using (var journal = SampleFolder.Open(folder))
        {
            await SampleFolder.Append(journal, SampleFolder.Commits + 1, SampleFolder.Commits + 70);
        }

        CutShort(45, progress => JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, progress, progress.Token));
        Restore();
        Assert.InRange((await Feed(restored)).Count, SampleFolder.Commits * 2, (SampleFolder.Commits + 70) * 2);
    }

    [Fact]
    public async Task A_renewal_that_was_cut_short_leaves_no_chain_that_is_ahead_of_the_journal()
    {
        await SampleFolder.Fill(folder);
        await Seal(folder);
        Back();
        await using (var journal = SampleFolder.Open(folder))
        {
            await SampleFolder.Append(journal, SampleFolder.Commits + 1, SampleFolder.Commits + 70);
        }

        await Seal(folder);
        CutShort(45, progress => JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, progress, progress.Token));
        Restore();
        await Seal(restored);
    }

    [Fact]
    public async Task A_backup_that_lost_its_end_or_a_database_is_not_what_its_manifest_says()
    {
        await SampleFolder.Fill(folder);
        Back();
        Assert.Empty(FolderCheck.Run(backup.Path, [], null, Cancellation).Findings);
        RawSql.Execute(backup.File("journal.db"), $"DELETE FROM commits WHERE id = {SampleFolder.Commits}");
        RawSql.Execute(backup.File("control.db"), "PRAGMA user_version = 77");
        Assert.Equal(
            [("journal.db", $"The backup ends with commit {SampleFolder.Commits - 1}, but its manifest says {SampleFolder.Commits}."), ("control.db", "It is not the one that the backup's manifest says.")],
            FolderCheck.Run(backup.Path, [], null, Cancellation).Findings.Select(finding => (finding.File, finding.Message)));
    }

    [Fact]
    public async Task A_restore_that_was_cut_short_goes_on_and_no_other_backup_may()
    {
        await SampleFolder.Fill(folder);
        Back();
        CutShort(40, progress => JournalRestore.Run(backup.Path, restored.Path, progress, progress.Token));
        using var other = new TemporaryFolder();
        await using (var journal = SampleFolder.Open(folder))
        {
            await SampleFolder.Append(journal, SampleFolder.Commits + 1, SampleFolder.Commits + 1);
        }

        Assert.Equal("restore_unfinished", Assert.Throws<UnfitFolderException>(() => SampleFolder.Open(restored)).Code);
        JournalBackup.Run(folder.Path, other.Path, TimeProvider.System, null, Cancellation);
        Assert.Throws<BackupException>(() => JournalRestore.Run(other.Path, restored.Path, null, Cancellation));
        Restore();
        Assert.Equal(SampleFolder.Commits * 2, (await Feed(restored)).Count);
    }

    [Fact]
    public async Task A_restore_into_a_folder_with_anything_in_it_is_refused()
    {
        await SampleFolder.Fill(folder);
        Back();
        await File.WriteAllTextAsync(restored.File("notes.txt"), "mine", Cancellation);
        Assert.Contains("not empty", Assert.Throws<BackupException>(Restore).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_into_a_folder_with_something_else_is_refused()
    {
        await SampleFolder.Fill(folder);
        await File.WriteAllTextAsync(backup.File("notes.txt"), "mine", Cancellation);
        Assert.Throws<BackupException>(() => Back());
        Assert.Throws<BackupException>(() => JournalBackup.Run(folder.Path, folder.Path, TimeProvider.System, null, Cancellation));
    }

    [Fact]
    public async Task A_backup_of_another_journal_is_never_mixed_in()
    {
        await SampleFolder.Fill(folder);
        Back();
        using var another = new TemporaryFolder();
        await using (var journal = SampleFolder.Open(another))
        {
            for (var version = 1; version <= 60; version++)
            {
                await journal.Append(Sample.Append(Sample.User("someone"), version));
            }
        }

        Assert.Contains("another journal", Assert.Throws<BackupException>(() => JournalBackup.Run(another.Path, backup.Path, TimeProvider.System, null, Cancellation)).Message, StringComparison.Ordinal);
        Restore();
        Assert.Equal(await Feed(folder), await Feed(restored));
    }

    [Theory]
    [InlineData("journal.db", "UPDATE commits SET payload = zeroblob(length(payload)) WHERE id = 20")]
    [InlineData("journal.db", "DELETE FROM commits WHERE id = 30")]
    [InlineData("control.db", "DELETE FROM tenants")]
    public async Task A_damaged_backup_is_never_restored(string file, string damage)
    {
        await SampleFolder.Fill(folder);
        Back();
        RawSql.Execute(backup.File(file), damage);
        Assert.ThrowsAny<Exception>(Restore);
        Assert.False(File.Exists(restored.File("journal.db")));
    }

    [Fact]
    public async Task A_damaged_journal_is_never_backed_up_as_a_good_one()
    {
        await SampleFolder.Fill(folder);
        RawSql.Execute(folder.File("journal.db"), "UPDATE commits SET payload = zeroblob(length(payload)) WHERE id = 20");
        Assert.Equal(20, Assert.Throws<JournalDamagedException>(() => Back()).CommitId);
        Assert.False(File.Exists(backup.File(BackupManifest.Name)));
    }

    [Fact]
    public async Task A_journal_without_events_is_backed_up_and_restored()
    {
        await using (SampleFolder.Open(folder))
        {
        }

        Assert.Equal(0, Back().Commit);
        Restore();
        Assert.Empty(await Feed(restored));
    }

    private static async Task<(long Version, string Bytes)> Fold(TemporaryFolder where, SubjectKey subject)
    {
        var plan = FoldPlan.Compile(Airline.Catalog);
        var profile = new Profile(plan, SubjectSide.User);
        await using var journal = SampleFolder.Open(where);
        foreach (var stored in await journal.Stream(subject))
        {
            Evolve.Apply(plan, profile, stored.Version, stored.Event);
        }

        using var bytes = new ByteWriter();
        ProfileCodec.Write(bytes, profile);
        return (profile.Version, Convert.ToHexStringLower(bytes.Written));
    }

    private static async Task<List<StoredEvent>> Feed(TemporaryFolder where)
    {
        await using var journal = SampleFolder.Open(where);
        return await journal.Feed();
    }

    /// <summary>Seals what the journal holds, which fails where the chain is ahead of it.</summary>
    private static async Task Seal(TemporaryFolder where)
    {
        await using var journal = SampleFolder.Open(where);
        using var store = SqliteAuditStore.Open(where.Path);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        Assert.False(await sealer.Seal(Cancellation));
    }

    private static void CutShort(int steps, Action<CancelAfter> work)
    {
        using var progress = new CancelAfter(steps);
        Assert.Throws<OperationCanceledException>(() => work(progress));
    }

    private BackupReport Back() => JournalBackup.Run(folder.Path, backup.Path, TimeProvider.System, null, Cancellation);

    private void Restore() => JournalRestore.Run(backup.Path, restored.Path, null, Cancellation);

    /// <summary>Cancels after so many reports of progress.</summary>
    private sealed class CancelAfter(int steps) : IProgress<StepsDone>, IDisposable
    {
        private readonly CancellationTokenSource source = new();
        private int left = steps;

        public CancellationToken Token => source.Token;

        public void Report(StepsDone value)
        {
            if (--left <= 0)
            {
                source.Cancel();
            }
        }

        public void Dispose() => source.Dispose();
    }
}

using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Backups;
using Personalization.Journal.Checks;
using Personalization.Journal.Control.Sqlite;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Backups;

/// <summary>Which folders may be a data folder, and which a backup of it.</summary>
public sealed class FolderUseTests : IDisposable
{
    private readonly TemporaryFolder folder = new(), backup = new(), elsewhere = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        backup.Dispose();
        elsewhere.Dispose();
    }

    [Theory]
    [InlineData(BackupManifest.Name)]
    [InlineData(JournalBackup.Marker)]
    public async Task Nothing_that_writes_opens_a_backup(string sign)
    {
        await SampleFolder.Fill(folder);
        Back(backup.Path);
        File.Move(backup.File(BackupManifest.Name), backup.File(sign), overwrite: true);
        var before = Contents(backup);
        Assert.All(
            Writers(backup.Path),
            open =>
            {
                var refused = Assert.Throws<UnfitFolderException>(open);
                Assert.Equal("folder_is_backup", refused.Code);
                Assert.Contains("journal restore", refused.Message, StringComparison.Ordinal);
            });
        Assert.Equal(before, Contents(backup));
    }

    [Fact]
    public async Task A_backup_is_good_after_it_was_taken_for_a_data_folder()
    {
        await SampleFolder.Fill(folder);
        Back(backup.Path);
        Assert.All(Writers(backup.Path), open => Assert.Throws<UnfitFolderException>(open));
        Assert.Empty(FolderCheck.Run(backup.Path, [], null, Cancellation).Findings);
        JournalRestore.Run(backup.Path, elsewhere.Path, null, Cancellation);
    }

    [Fact]
    public void An_unfinished_restore_is_opened_by_nothing_that_writes()
    {
        File.WriteAllText(folder.File(JournalRestore.Marker), "to commit 7");
        Assert.All(Writers(folder.Path), open => Assert.Equal("restore_unfinished", Assert.Throws<UnfitFolderException>(open).Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("backup")]
    [InlineData("a/b")]
    [InlineData("link/backup")]
    [InlineData("../link-to-data/backup")]
    public async Task A_backup_into_the_data_folder_is_refused_before_anything_is_written(string to)
    {
        var data = Path.Combine(elsewhere.Path, "data");
        Directory.CreateDirectory(data);
        await SampleFolder.Open(data).DisposeAsync();
        Directory.CreateSymbolicLink(Path.Combine(data, "link"), elsewhere.Path + "/link-to-data");
        Directory.CreateSymbolicLink(Path.Combine(elsewhere.Path, "link-to-data"), "data");
        var before = Contents(elsewhere);
        var refused = Assert.Throws<BackupException>(() => JournalBackup.Run(data, Path.Combine(data, to), TimeProvider.System, null, Cancellation));
        Assert.Contains("lie in each other", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents(elsewhere));
    }

    [Fact]
    public async Task A_data_folder_inside_the_folder_of_the_backup_is_refused()
    {
        var data = Path.Combine(elsewhere.Path, "data");
        await SampleFolder.Open(data).DisposeAsync();
        Assert.Contains("lie in each other", Assert.Throws<BackupException>(() => JournalBackup.Run(data, elsewhere.Path, TimeProvider.System, null, Cancellation)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(elsewhere.File("journal.lock")));
    }

    [Fact]
    public async Task A_folder_whose_name_begins_like_the_data_folders_is_another_one()
    {
        var data = Path.Combine(elsewhere.Path, "data");
        await SampleFolder.Open(data).DisposeAsync();
        Assert.Equal(0, JournalBackup.Run(data, data + "-backup", TimeProvider.System, null, Cancellation).Commit);
    }

    [Fact]
    public async Task A_restore_into_its_backup_is_refused()
    {
        await SampleFolder.Fill(folder);
        Back(backup.Path);
        Assert.Contains("lie in each other", Assert.Throws<BackupException>(() => JournalRestore.Run(backup.Path, backup.File("data"), null, Cancellation)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(backup.File("data")));
    }

    private static IEnumerable<Action> Writers(string path) =>
    [
        () => SampleFolder.Open(path),
        () => JournalCompaction.Run(path),
        () => SqliteControlStore.Open(path, TimeProvider.System),
        () => SqliteAuditStore.Open(path),
        () => SqliteSnapshots.Open(path),
    ];

    private static string[] Contents(TemporaryFolder of) =>
        [.. Directory.EnumerateFileSystemEntries(of.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal).Select(path => $"{path} {(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "")}")];

    private void Back(string to) => JournalBackup.Run(folder.Path, to, TimeProvider.System, null, Cancellation);
}

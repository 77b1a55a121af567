using Personalization.HostContract;
using Personalization.Journal.Archives;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Tests.Archives;

/// <summary>The names of archives are on the disk before the rows that they replace are deleted.</summary>
public sealed class ArchiveDurabilityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_folder_of_archives_is_synced_after_each_renaming_and_before_rows_are_deleted()
    {
        var archives = ArchiveFormat.FolderOf(folder.Path);
        var synced = new List<(string Folder, int Files, long Rows)>();
        var disk = new OperatingDisk(path => synced.Add((path, Names(archives), RawSql.Number(folder.File("journal.db"), "SELECT count(*) FROM commits"))));
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path, ArchiveCommitsMax = 5, Disk = disk });
        await SampleFolder.Append(journal, 1, 12);
        await journal.Archive(Sample.Noon + TimeSpan.FromSeconds(11), TestContext.Current.CancellationToken);
        Assert.Equal([(folder.Path, 0, 12L), (archives, 1, 12L), (archives, 2, 7L)], synced);
    }

    [Fact]
    public void A_renamed_file_is_replaced_and_its_folder_synced()
    {
        var synced = new List<string>();
        File.WriteAllText(folder.File("new"), "new");
        File.WriteAllText(folder.File("old"), "old");
        new OperatingDisk(synced.Add).Move(folder.File("new"), folder.File("old"));
        Assert.Equal("new", File.ReadAllText(folder.File("old")));
        Assert.Equal([folder.Path], synced);
    }

    [Fact]
    public void A_folder_that_cannot_be_synced_is_said() => Assert.Throws<IOException>(() => FolderSync.Run(folder.File("missing")));

    private static int Names(string archives) => Directory.Exists(archives) ? Directory.GetFiles(archives, "*.archive").Length : 0;
}

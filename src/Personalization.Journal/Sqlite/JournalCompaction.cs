using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Makes the <c>journal.db</c> of a folder that nobody has open as short as it can be.</summary>
public static class JournalCompaction
{
    /// <summary>Rewrites the file, which takes as much free space again; from then on it can give space back while a server runs.</summary>
    /// <returns>How many bytes the file became shorter.</returns>
    /// <exception cref="FolderLockedException">A server holds the folder.</exception>
    /// <exception cref="UnfitFolderException">The folder is a backup, or a restore into it is not finished.</exception>
    public static long Run(string folder)
    {
        var disk = OperatingDisk.Instance;
        var path = Path.Combine(folder, "journal.db");
        using var held = WritableFolder.Take(disk, folder);
        JournalStart.Check(disk, folder);
        using var connection = JournalDatabase.Open(disk, path);
        var before = Bytes(connection);
        DatabaseFile.Execute(connection, $"PRAGMA auto_vacuum={JournalDatabase.IncrementalVacuum}");
        DatabaseFile.Execute(connection, "VACUUM");
        DatabaseFile.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return before - Bytes(connection);
    }

    private static long Bytes(SqliteConnection connection) =>
        DatabaseFile.Number(connection, "PRAGMA page_count") * DatabaseFile.Number(connection, "PRAGMA page_size");
}

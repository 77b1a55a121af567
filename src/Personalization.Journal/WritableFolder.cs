using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal;

/// <summary>A data folder that may be written to. Whoever does takes it or checks it here.</summary>
internal static class WritableFolder
{
    /// <summary>Takes a folder, which is made where it is missing, until the result is disposed.</summary>
    /// <exception cref="FolderLockedException">Another process holds it.</exception>
    /// <exception cref="UnfitFolderException">It is a backup or an unfinished restore.</exception>
    public static IDisposable Take(IDisk disk, string folder)
    {
        // Before anything is written to it, and once more when nobody else can make it one.
        Check(disk, folder);
        var held = disk.Lock(folder);
        try
        {
            Check(disk, folder);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Throws <see cref="UnfitFolderException"/> where nothing may be written to a folder but by backups and restores.</summary>
    public static void Check(IDisk disk, string folder)
    {
        if (disk.Exists(Path.Combine(folder, BackupManifest.Name)) || disk.Exists(Path.Combine(folder, JournalBackup.Marker)))
        {
            throw UnfitFolderException.Backup(folder);
        }

        CheckRestored(disk, folder);
    }

    /// <summary>Throws <see cref="UnfitFolderException"/> where a restore is not finished; a backup is fine.</summary>
    public static void CheckRestored(IDisk disk, string folder)
    {
        if (disk.Exists(Path.Combine(folder, JournalRestore.Marker)))
        {
            throw UnfitFolderException.Unfinished(folder);
        }
    }
}

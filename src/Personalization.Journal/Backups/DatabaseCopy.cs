using System.Security.Cryptography;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Backups;

/// <summary>Copies a small database as it is at one moment, whoever writes to it meanwhile.</summary>
internal static class DatabaseCopy
{
    /// <summary>Copies a file, if there is one, beside the place where <see cref="Place"/> puts it.</summary>
    /// <returns>The hash of the copy; null where there is no file.</returns>
    public static string? Prepare(IDisk disk, string from, string to)
    {
        var unfinished = to + WholeFile.Unfinished;
        DatabaseFile.Delete(disk, unfinished);
        if (!disk.Exists(from))
        {
            return null;
        }

        using (var source = DatabaseFile.OpenReader(disk, from))
        using (var target = DatabaseFile.Open(disk, unfinished, "FULL"))
        {
            DatabaseFile.LeaveLog(source);
            source.BackupDatabase(target);

            // One file, so that moving it moves all of it.
            DatabaseFile.Execute(target, "PRAGMA journal_mode=DELETE");
        }

        return HashOf(unfinished);
    }

    /// <summary>Puts a prepared copy in its place, as a whole or not at all, if there is one.</summary>
    public static void Place(IDisk disk, string to)
    {
        if (disk.Exists(to + WholeFile.Unfinished))
        {
            DatabaseFile.Delete(disk, to);
            disk.Move(to + WholeFile.Unfinished, to);
        }
    }

    /// <summary>The SHA-256 of a file.</summary>
    public static string HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

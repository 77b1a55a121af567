using System.Security.Cryptography;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Backups;

/// <summary>Copies a small database as it is at one moment, whoever writes to it meanwhile.</summary>
internal static class DatabaseCopy
{
    /// <summary>Copies a file, if there is one; the copy takes its place as a whole or not at all.</summary>
    /// <returns>The hash of the copy; null where there is no file.</returns>
    public static string? Run(IDisk disk, string from, string to)
    {
        if (!disk.Exists(from))
        {
            return null;
        }

        var unfinished = to + WholeFile.Unfinished;
        DatabaseFile.Delete(disk, unfinished);
        using (var source = DatabaseFile.OpenReader(disk, from))
        using (var target = DatabaseFile.Open(disk, unfinished, "FULL"))
        {
            DatabaseFile.LeaveLog(source);
            source.BackupDatabase(target);

            // One file, so that moving it moves all of it.
            DatabaseFile.Execute(target, "PRAGMA journal_mode=DELETE");
        }

        DatabaseFile.Delete(disk, to);
        disk.Move(unfinished, to);
        return HashOf(to);
    }

    /// <summary>The SHA-256 of a file.</summary>
    public static string HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

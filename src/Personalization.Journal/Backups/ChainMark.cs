using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Backups;

/// <summary>Puts <c>audit.ack</c> beside a chain that was copied: without it a copy whose chain is emptied later looks like one that never had a chain.</summary>
internal static class ChainMark
{
    /// <summary>Takes the mark of an older copy away, before the chain is put in its place.</summary>
    public static void Delete(IDisk disk, string folder) => disk.Delete(PathOf(folder));

    /// <summary>Says how far the chain of a folder goes; nothing where nothing is sealed.</summary>
    /// <exception cref="BackupException">The chain cannot be read.</exception>
    public static void Write(IDisk disk, string folder)
    {
        if (SealedIn(disk, folder) is > 0 and var position)
        {
            new AcknowledgementMark(position, AcknowledgementMark.AnyChecksum).Write(disk, PathOf(folder));
        }
    }

    private static long SealedIn(IDisk disk, string folder)
    {
        var path = Path.Combine(folder, AuditDatabase.FileName);
        if (!disk.Exists(path))
        {
            return 0;
        }

        try
        {
            using var connection = AuditDatabase.OpenReader(path);
            using var select = new Statement(connection, SealedMark.Select);
            return SealedMark.Read(select);
        }
        catch (Exception e) when (e is AuditDamagedException or InvalidDataException || (e is Microsoft.Data.Sqlite.SqliteException damage && DatabaseFile.IsUnreadable(damage)))
        {
            throw new BackupException($"The chain in '{path}' cannot be read: {e.Message}");
        }
    }

    private static string PathOf(string folder) => Path.Combine(folder, AuditDatabase.MarkName);
}

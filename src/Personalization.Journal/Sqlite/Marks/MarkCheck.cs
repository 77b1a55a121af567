using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite.Marks;

/// <summary>Whether a journal still holds what it acknowledged. Looks before anything is written, so that what can be saved of a damaged journal stays as it is.</summary>
internal static class MarkCheck
{
    /// <summary>Throws <see cref="JournalDamagedException"/> where acknowledged commits are missing or the file has not the size that it says.</summary>
    /// <param name="disk">Where the files are.</param>
    /// <param name="journalPath">The file <c>journal.db</c>.</param>
    /// <param name="mark">What was acknowledged; null where nothing is known.</param>
    /// <param name="lastArchived">The last commit that is in an archive: of a mark that is as old as that, nothing is in the file any more.</param>
    public static void Run(IDisk disk, string journalPath, AcknowledgementMark? mark, long lastArchived)
    {
        try
        {
            if (disk.Length(journalPath) > 0)
            {
                using var connection = DatabaseFile.OpenReader(disk, journalPath);
                DatabaseFile.LeaveLog(connection);
                CheckLength(connection, disk, journalPath);
                CheckMark(connection, mark?.CommitId > lastArchived ? mark : null);
            }
            else if (mark is { } acknowledged)
            {
                throw JournalDamagedException.Missing(acknowledged.CommitId, lastCommit: 0);
            }
        }
        catch (SqliteException e) when (DatabaseFile.IsUnreadable(e))
        {
            throw JournalDamagedException.InFile(e);
        }
    }

    /// <summary>SQLite believes a page count that is too small, and would write new pages over those behind it. With a log, the log says how many there are.</summary>
    private static void CheckLength(SqliteConnection connection, IDisk disk, string journalPath)
    {
        var bytes = DatabaseFile.Number(connection, "PRAGMA page_count") * DatabaseFile.Number(connection, "PRAGMA page_size");
        if (disk.Length(journalPath + "-wal") == 0 && disk.Length(journalPath) is var length && length != bytes)
        {
            throw JournalDamagedException.WrongLength(length, bytes);
        }
    }

    private static void CheckMark(SqliteConnection connection, AcknowledgementMark? mark)
    {
        if (mark is not { } acknowledged)
        {
            return;
        }

        // Both, for in a damaged page a search may still find what the way back from the end, by which the journal finds its last commit, passes by.
        var last = DatabaseFile.Number(connection, "SELECT id FROM commits ORDER BY id DESC LIMIT 1");
        using var select = new Statement(connection, "SELECT checksum, payload FROM commits WHERE id = ?1");
        if (last < acknowledged.CommitId || !select.Bind(1, acknowledged.CommitId).Step())
        {
            throw JournalDamagedException.Missing(acknowledged.CommitId, last);
        }

        if (acknowledged.Checksum != AcknowledgementMark.AnyChecksum && (ulong)select.Number(0) != acknowledged.Checksum)
        {
            throw JournalDamagedException.Other(acknowledged.CommitId);
        }
    }
}

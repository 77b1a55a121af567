using Personalization.Journal.Archives;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Sqlite;

/// <summary>The first steps of everybody who is about to change a journal, in the only order that is right.</summary>
internal static class JournalStart
{
    /// <summary>Looks for what is missing or damaged, opens the files for writing and brings archives and rows together.</summary>
    /// <exception cref="JournalDamagedException">Something is damaged or missing; nothing was written.</exception>
    public static (ArchiveSet Archives, CommitLog Log) Open(IDisk disk, string folder, long checkpointBytes)
    {
        var archives = Check(disk, folder);
        var log = CommitLog.Open(disk, Path.Combine(folder, "journal.db"), Path.Combine(folder, "journal.ack"), checkpointBytes, archives.LastCommit);
        try
        {
            ArchiveRecovery.Run(archives, log);
            return (archives, log);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Looks for what is missing or damaged, and makes durable what a log of a process that died shows.</summary>
    /// <exception cref="JournalDamagedException">Something is damaged or missing; nothing was written.</exception>
    public static ArchiveSet Check(IDisk disk, string folder)
    {
        var path = Path.Combine(folder, "journal.db");
        LogCheck.Run(disk, path + "-wal");
        var archives = ArchiveSet.Open(disk, folder);
        MarkCheck.Run(disk, path, AcknowledgementMark.Read(disk, Path.Combine(folder, "journal.ack")), archives.LastCommit);
        LogRenewal.Run(disk, path + "-wal");
        return archives;
    }
}

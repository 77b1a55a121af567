using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Archives;

/// <summary>Brings archives and database together at the start, whatever a process that died was doing.</summary>
internal static class ArchiveRecovery
{
    /// <summary>Deletes unfinished files and rows that are in an archive already. Throws <see cref="JournalDamagedException"/> where commits are in neither.</summary>
    public static void Run(ArchiveSet archives, CommitLog log)
    {
        archives.DeleteUnfinished();
        var (archived, first) = (archives.LastCommit, log.FirstCommit);
        if (first > archived + 1)
        {
            throw new JournalDamagedException(archived + 1, $"neither archive/ nor journal.db, which begins with commit {first}, has it.");
        }

        if (first <= archived)
        {
            foreach (var file in archives.Files.Where(file => file.LastCommit >= first))
            {
                ArchiveRenewal.Run(archives, file);
            }

            log.DeleteArchived(first, archived);
        }
    }
}

using Microsoft.Data.Sqlite;
using Personalization.Journal.Backups;
using Personalization.Journal.Checks;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Statistics;

/// <summary>What the files of a data folder hold. Read beside a running server too.</summary>
/// <param name="Events">What the events are.</param>
/// <param name="Commits">How many commits there are.</param>
/// <param name="ArchivedCommits">How many of them are in archives.</param>
/// <param name="Archives">How many archives there are.</param>
/// <param name="ArchiveBytes">How long they are in all.</param>
/// <param name="PayloadBytes">How many bytes the commits are, unpacked.</param>
/// <param name="DatabaseBytes">How long <c>journal.db</c> is.</param>
/// <param name="FreeBytes">How much of that is free.</param>
/// <param name="LogBytes">How long its write-ahead log is.</param>
/// <param name="IndexRuns">How many runs the index has; null where it cannot be read.</param>
/// <param name="IndexBytes">How long <c>index.db</c> is.</param>
/// <param name="Snapshots">How many snapshots there are; null where they cannot be read.</param>
/// <param name="SnapshotBytes">How long <c>snapshots.db</c> is.</param>
public sealed record FolderStatistics(
    JournalStatistics Events, long Commits, long ArchivedCommits, int Archives, long ArchiveBytes, long PayloadBytes,
    long DatabaseBytes, long FreeBytes, long LogBytes, int? IndexRuns, long IndexBytes, long? Snapshots, long SnapshotBytes)
{
    /// <summary>Reads a folder.</summary>
    /// <exception cref="BackupException">There is no journal.</exception>
    /// <exception cref="JournalDamagedException">A commit is damaged.</exception>
    public static FolderStatistics Read(string folder, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        var disk = OperatingDisk.Instance;
        using var journal = JournalObserver.Open(disk, folder) ?? throw new BackupException($"'{folder}' has no journal.db.");
        var statistics = new JournalStatistics();
        var bytes = Count(journal, statistics, progress, cancellation);
        string path(string name) => Path.Combine(folder, name);
        return new FolderStatistics(
            statistics, journal.LastCommit, journal.Archives.LastCommit, journal.Archives.Files.Count, journal.Archives.Files.Sum(file => file.Bytes), bytes,
            disk.Length(path("journal.db")),
            DatabaseFile.Number(journal.Connection, "PRAGMA freelist_count") * DatabaseFile.Number(journal.Connection, "PRAGMA page_size"),
            disk.Length(path("journal.db-wal")),
            (int?)Number(disk, path("index.db"), "SELECT count(*) FROM runs"), disk.Length(path("index.db")),
            Number(disk, path("snapshots.db"), "SELECT count(*) FROM snapshots"), disk.Length(path("snapshots.db")));
    }

    private static long Count(JournalObserver journal, JournalStatistics statistics, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        long bytes = 0;
        var events = new List<StoredEvent>();
        for (var commit = 1L; commit <= journal.LastCommit; commit++)
        {
            cancellation.ThrowIfCancellationRequested();
            events.Clear();
            journal.Read(commit);
            journal.Decode(commit, events);
            bytes += journal.Payload.Length;
            statistics.AddErased(journal.Contents.Parts.Sum(part => part.Events) - events.Count);
            foreach (var stored in events)
            {
                statistics.Add(stored);
            }

            if (commit % 256 == 0 || commit == journal.LastCommit)
            {
                progress?.Report(new StepsDone("counting", commit, journal.LastCommit));
            }
        }

        return bytes;
    }

    private static long? Number(OperatingDisk disk, string path, string sql)
    {
        if (!disk.Exists(path))
        {
            return null;
        }

        try
        {
            using var connection = DatabaseFile.OpenReader(disk, path);
            DatabaseFile.LeaveLog(connection);
            return DatabaseFile.Number(connection, sql);
        }
        catch (SqliteException)
        {
            // What cannot be read has no number; the check says what is wrong with it.
            return null;
        }
    }
}

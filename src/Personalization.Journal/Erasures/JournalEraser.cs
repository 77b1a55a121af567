using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Erasures;

/// <summary>Erases a subject from a folder that nobody has open: a backup, or the data folder of a server that is stopped.</summary>
/// <remarks>Without an index every commit is looked at. Can be asked for again after a crash in the middle.</remarks>
public static class JournalEraser
{
    /// <summary>Destroys a subject's events and its id in <c>journal.db</c>, the archives and the snapshots of a folder; positions and streams of all others stay.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellation">Ends it between files and transactions; a beginning of the stream is left then.</param>
    /// <returns>How many events were destroyed.</returns>
    /// <exception cref="FolderLockedException">A server or a backup uses the folder.</exception>
    /// <exception cref="JournalDamagedException">A commit or an archive is damaged.</exception>
    /// <exception cref="IOException">A file cannot be written, or is kept by a reader; what is said is what to do.</exception>
    public static long Erase(string folder, SubjectKey subject, CancellationToken cancellation)
    {
        var disk = OperatingDisk.Instance;
        var journalPath = Path.Combine(folder, "journal.db");
        var markPath = Path.Combine(folder, "journal.ack");
        using var held = disk.Lock(folder);
        LogCheck.Run(disk, journalPath + "-wal");
        var archives = ArchiveSet.Open(disk, folder);
        archives.DeleteUnfinished();

        // The index would still lead to what is gone, and its hashes are of the subject: the next start makes it again.
        DatabaseFile.Delete(disk, Path.Combine(folder, "index.db"));
        long erased = 0;
        using (var log = CommitLog.Open(disk, journalPath, markPath, Limits.CheckpointBytes, archives.LastCommit))
        using (var source = new CommitSource(disk, journalPath, archives))
        {
            erased += EraseRows(log, source, subject, archives.LastCommit, cancellation);
            log.Empty();
            foreach (var file in archives.Files.Reverse())
            {
                erased += ArchiveEraser.Erase(archives, file, subject, candidates: null, [], cancellation);
            }

            new SnapshotEraser(disk, folder).Erase(subject);
            if (BackupManifest.Read(folder) is { Commit: > 0 } manifest)
            {
                source.Read(manifest.Commit);
                (manifest with { Checksum = source.Checksum }).Write(disk, folder);
            }
        }

        if (BackupManifest.Read(folder) is not null)
        {
            // A backup has its manifest instead of a mark, and a later one may go on behind the mark's commit.
            disk.Delete(markPath);
        }

        return erased;
    }

    private static long EraseRows(CommitLog log, CommitSource source, in SubjectKey subject, long lastArchived, CancellationToken cancellation)
    {
        using var eraser = new CommitEraser();
        var rewritten = new List<RewrittenCommit>();
        long erased = 0, bytes = 0;
        for (var commit = log.LastCommit; commit > lastArchived; commit--)
        {
            cancellation.ThrowIfCancellationRequested();
            source.Read(commit);
            if (Attempt(eraser, source, subject, commit) is var left and > 0)
            {
                erased += left;
                bytes += eraser.Written.Length;
                rewritten.Add(new RewrittenCommit(commit, eraser.Written.ToArray()));
            }

            if (bytes >= Limits.RewriteBytesMax || (commit == lastArchived + 1 && rewritten.Count > 0))
            {
                log.Rewrite(rewritten);
                rewritten.Clear();
                bytes = 0;
            }
        }

        return erased;
    }

    private static int Attempt(CommitEraser eraser, CommitSource source, in SubjectKey subject, long commit)
    {
        try
        {
            return eraser.Erase(source.Payload, subject);
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(commit, e.Message, e);
        }
    }
}

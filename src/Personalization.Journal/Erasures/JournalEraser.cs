using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Erasures;

/// <summary>Erases a subject from a folder that nobody has open: a backup, or the data folder of a server that is stopped.</summary>
/// <remarks>Without an index every commit is looked at. Can be asked for again after a crash in the middle.</remarks>
public static class JournalEraser
{
    /// <summary>
    /// Destroys what a folder holds of a subject: the salts of its decisions in <c>audit.db</c>, its events and its id in <c>journal.db</c> and the archives, its snapshot and its marks, and
    /// what consumers of the feed keep about it.
    /// Positions and streams of all others stay.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellation">Ends it between files and transactions; a beginning of the stream is left then.</param>
    /// <returns>How many events were destroyed.</returns>
    /// <exception cref="FolderLockedException">A server or a backup uses the folder.</exception>
    /// <exception cref="UnfitFolderException">A restore into the folder is not finished.</exception>
    /// <exception cref="JournalDamagedException">A commit or an archive is damaged, or the journal lacks what it acknowledged.</exception>
    /// <exception cref="Audit.AuditDamagedException">The chain is damaged; no events were erased.</exception>
    /// <exception cref="IOException">A file cannot be written, or is kept by a reader; what is said is what to do.</exception>
    public static long Erase(string folder, SubjectKey subject, CancellationToken cancellation)
    {
        using var stopped = StoppedFolder.Open(folder);

        // The index would still lead to what is gone, and its hashes are of the subject: the next start makes it again.
        DatabaseFile.Delete(StoppedFolder.Disk, Path.Combine(folder, "index.db"));
        stopped.DestroySalts(subject, cancellation);
        var archives = stopped.Archives;
        var erased = EraseRows(stopped.Log, stopped.Source, subject, archives.LastCommit, cancellation);
        stopped.Log.Empty();
        using var eraser = new CommitEraser(subject);
        foreach (var file in archives.Files.Reverse())
        {
            erased += ArchiveRewriter.Rewrite(archives, file, eraser, candidates: null, [], before: () => { }, cancellation);
        }

        new DerivedEraser(StoppedFolder.Disk, folder).Erase(subject);
        stopped.Finish();
        return erased;
    }

    private static long EraseRows(CommitLog log, CommitSource source, in SubjectKey subject, long lastArchived, CancellationToken cancellation)
    {
        using var eraser = new CommitEraser(subject);
        var rewritten = new List<RewrittenCommit>();
        long erased = 0, bytes = 0;
        for (var commit = log.LastCommit; commit > lastArchived; commit--)
        {
            cancellation.ThrowIfCancellationRequested();
            source.Read(commit);
            if (Attempt(eraser, source, commit) is var left and > 0)
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

    private static int Attempt(CommitEraser eraser, CommitSource source, long commit)
    {
        try
        {
            return eraser.Rewrite(source.Payload);
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(commit, e.Message, e);
        }
    }
}

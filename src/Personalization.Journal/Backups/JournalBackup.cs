using Personalization.Core;
using Personalization.Journal.Checks;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Backups;

/// <summary>Copies a data folder to another one while its server runs.</summary>
/// <remarks>
/// Commits are copied in the order of their ids, so whatever is in the folder after a crash is a beginning of the journal, and the next call goes on from
/// there; likewise a folder with an older backup only gets what is new, and what erasures have changed since. Snapshots and the index are not copied: they are made again.
/// </remarks>
public static class JournalBackup
{
    /// <summary>The file that says that a backup is being written, and may be renewed.</summary>
    internal const string Marker = "backup.unfinished";

    /// <summary>Makes or renews a backup.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="to">An empty folder, which is made where it is missing, or one with an older backup of the same journal.</param>
    /// <param name="clock">The time now, for the manifest.</param>
    /// <param name="progress">Is told how far it is, in commits.</param>
    /// <param name="cancellation">Ends it; another call goes on from there.</param>
    /// <exception cref="BackupException">There is no journal, or the folder holds something else.</exception>
    /// <exception cref="FolderLockedException">Somebody else uses the folder of the backup.</exception>
    /// <exception cref="JournalDamagedException">The journal is damaged; what is before that is copied.</exception>
    public static BackupReport Run(string data, string to, TimeProvider clock, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        var disk = OperatingDisk.Instance;
        CheckTarget(data, to);
        using var held = disk.Lock(to);
        var taken = Instant.From(clock.GetUtcNow());
        using (var before = Open(disk, data))
        {
            CheckSame(before, to);
        }

        WholeFile.Write(disk, Path.Combine(to, Marker), "A backup is being written here."u8);
        var databases = new Dictionary<string, string>();
        FolderCopy.PrepareDatabase(disk, data, to, FolderCopy.Before, databases);
        using var source = Open(disk, data);
        var report = FolderCopy.Run(source, disk, to, progress, cancellation);
        FolderCopy.CopyDatabase(disk, data, to, FolderCopy.After, databases);
        var checksum = Verify(disk, to, report.Commit, progress, cancellation);

        // Not before the journal is whole: a chain that is ahead of it says that the journal was cut.
        ChainMark.Delete(disk, to);
        DatabaseCopy.Place(disk, Path.Combine(to, FolderCopy.Before));
        ChainMark.Write(disk, to);
        new BackupManifest(BackupManifest.FormatNow, taken, report.Commit, checksum, databases).Write(disk, to);
        disk.Delete(Path.Combine(to, Marker));
        return report;
    }

    private static JournalObserver Open(IDisk disk, string data) =>
        JournalObserver.Open(disk, data) ?? throw new BackupException($"'{data}' has no journal.db.");

    private static void CheckTarget(string data, string to)
    {
        if (RealPath.Overlap(data, to))
        {
            throw new BackupException($"'{to}' and the data folder '{data}' lie in each other: what destroys one would destroy both, and a backup would fill the folder that it copies. Choose a folder elsewhere.", isMisnamed: true);
        }

        var isOurs = !Directory.Exists(to) || File.Exists(Path.Combine(to, Marker)) || File.Exists(Path.Combine(to, BackupManifest.Name))
            || Directory.EnumerateFileSystemEntries(to).All(path => Path.GetFileName(path) == "journal.lock");
        if (!isOurs)
        {
            throw new BackupException($"'{to}' holds something that is no backup. Choose an empty folder.");
        }
    }

    /// <summary>The last commit of the older backup must be one of this journal; commits that both have are compared one by one later.</summary>
    private static void CheckSame(JournalObserver source, string to)
    {
        if (BackupManifest.Read(to) is not { Commit: > 0 } older)
        {
            return;
        }

        if (older.Commit > source.LastCommit)
        {
            throw new BackupException($"The backup in '{to}' goes to commit {older.Commit}, the journal only to {source.LastCommit}: it is of another journal, or this one lost its end. Choose an empty folder.");
        }

        source.Read(older.Commit);
        if (source.Checksum != older.Checksum && !source.IsRewritten)
        {
            throw new BackupException($"The backup in '{to}' is of another journal. Choose an empty folder.");
        }
    }

    /// <summary>Reads the copy.</summary>
    /// <returns>The checksum of its last commit, which an erasure may have changed in the journal since.</returns>
    private static ulong Verify(IDisk disk, string to, long last, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        using var copy = JournalObserver.Open(disk, to) ?? throw new BackupException($"'{to}' lost its journal.db while it was written.");
        for (var commit = 1L; commit <= last; commit++)
        {
            cancellation.ThrowIfCancellationRequested();
            copy.Read(commit);
            progress?.Report(new StepsDone("verifying", commit, last));
        }

        return last == 0 ? 0 : copy.Checksum;
    }
}

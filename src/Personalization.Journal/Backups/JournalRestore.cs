using System.Globalization;
using System.Text;
using Personalization.Journal.Checks;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Backups;

/// <summary>Makes a data folder from a backup.</summary>
/// <remarks>
/// The mark of what was acknowledged is written first: no server opens the folder before all commits are in it. A restore that was cut short goes on when it is
/// asked for again with the same backup.
/// </remarks>
public static class JournalRestore
{
    /// <summary>The file that says that a restore is not finished.</summary>
    internal const string Marker = "restore.unfinished";

    /// <summary>Verifies a backup and copies it.</summary>
    /// <param name="from">The folder of the backup.</param>
    /// <param name="data">An empty folder, which is made where it is missing, or one that a restore of the same backup has begun.</param>
    /// <param name="progress">Is told how far it is, in commits.</param>
    /// <param name="cancellation">Ends it; another call goes on from there.</param>
    /// <exception cref="BackupException">The backup is not finished or not what its manifest says, or the data folder is not empty.</exception>
    /// <exception cref="JournalDamagedException">The backup is damaged.</exception>
    /// <exception cref="FolderLockedException">Somebody else uses the data folder.</exception>
    public static BackupReport Run(string from, string data, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        var disk = OperatingDisk.Instance;
        if (RealPath.Overlap(from, data))
        {
            throw new BackupException($"'{data}' and the backup '{from}' lie in each other. Choose a data folder elsewhere.", isMisnamed: true);
        }

        if (!Directory.Exists(from))
        {
            throw new BackupException($"There is no folder '{from}'. Name that of a backup.", isMisnamed: true);
        }

        var manifest = BackupManifest.Read(from) ?? throw new BackupException($"'{from}' has no {BackupManifest.Name}: it is no finished backup.");
        using var source = JournalObserver.Open(disk, from) ?? throw new BackupException($"'{from}' has no journal.db.");
        var marker = MarkerOf(Verify(source, manifest, progress, cancellation));
        VerifyDatabases(disk, from, manifest);
        CheckTarget(data, marker);
        using var held = disk.Lock(data);
        WholeFile.Write(disk, Path.Combine(data, Marker), Encoding.UTF8.GetBytes(marker));
        if (source.LastCommit > 0)
        {
            new AcknowledgementMark(source.LastCommit, source.ChecksumOf(source.LastCommit) ?? 0).Write(disk, Path.Combine(data, "journal.ack"));
        }

        var report = FolderCopy.Run(source, disk, data, progress, cancellation);
        FolderCopy.CopyDatabase(disk, from, data, FolderCopy.Before, []);
        ChainMark.Write(disk, data);
        FolderCopy.CopyDatabase(disk, from, data, FolderCopy.After, []);
        disk.Delete(Path.Combine(data, Marker));

        // A loss of power must not bring the marker back into a folder that a server has written to since.
        FolderSync.Run(data);
        return report;
    }

    /// <summary>Reads everything. A backup whose renewal was cut short has more than its manifest says, and all of that is good.</summary>
    /// <returns>The last commit and its checksum.</returns>
    private static (long Commit, ulong Checksum) Verify(JournalObserver source, BackupManifest manifest, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        if (source.LastCommit < manifest.Commit)
        {
            throw new BackupException($"The backup ends with commit {source.LastCommit}, but its manifest says {manifest.Commit}. Use another backup.");
        }

        var events = new List<StoredEvent>();
        for (var commit = 1L; commit <= source.LastCommit; commit++)
        {
            cancellation.ThrowIfCancellationRequested();
            events.Clear();
            source.Read(commit);
            source.Decode(commit, events);
            if (commit == manifest.Commit && source.Checksum != manifest.Checksum && !source.IsRewritten)
            {
                throw new BackupException($"Commit {commit} is not the one that the manifest says. Use another backup.");
            }

            progress?.Report(new StepsDone("verifying", commit, source.LastCommit));
        }

        return (source.LastCommit, source.LastCommit == 0 ? 0 : source.Checksum);
    }

    private static void VerifyDatabases(OperatingDisk disk, string from, BackupManifest manifest)
    {
        foreach (var name in manifest.Databases.Keys)
        {
            var path = Path.Combine(from, name);
            var findings = new CheckFindings();
            DatabaseCheck.Run(disk, path, lost: null, findings);
            if (findings.InAll > 0 || !manifest.Fits(disk, from, name))
            {
                throw new BackupException($"{name} is not the one that the manifest says. Use another backup.");
            }
        }
    }

    private static void CheckTarget(string data, string marker)
    {
        if (!Directory.Exists(data) || Directory.EnumerateFileSystemEntries(data).All(path => Path.GetFileName(path) == "journal.lock"))
        {
            return;
        }

        var path = Path.Combine(data, Marker);
        if (!File.Exists(path) || !string.Equals(File.ReadAllText(path), marker, StringComparison.Ordinal))
        {
            throw new BackupException($"'{data}' is not empty. A restore never writes over anything: choose an empty folder, or move what is there away.");
        }
    }

    private static string MarkerOf((long Commit, ulong Checksum) last) =>
        string.Create(CultureInfo.InvariantCulture, $"to commit {last.Commit} {last.Checksum:x16}\n");
}

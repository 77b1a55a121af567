using Personalization.Journal.Checks;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Backups;

/// <summary>Brings the journal in one folder up to that in another, of which it is a copy as far as it goes. What both share is in <see cref="JournalBackup"/> and <see cref="JournalRestore"/>.</summary>
internal static class FolderCopy
{
    /// <summary>What is copied before the journal: a chain that is behind its journal goes on, one that is ahead says that the journal was cut.</summary>
    public const string Before = "audit.db";

    /// <summary>What is copied after the journal: an event's catalog is there before the event.</summary>
    public const string After = "control.db";

    /// <summary>Copies archives and commits up to the last one that the source had when it was opened.</summary>
    /// <remarks>
    /// An erasure takes a stream away from its end. So whatever is read from the oldest commit on while one runs is a beginning of each stream, and whatever is
    /// written must be one after each step: the rows lose what was erased at once, then the archives from the newest on. A subject that returns
    /// meanwhile is in later commits than the last one that is copied.
    /// </remarks>
    public static BackupReport Run(JournalObserver source, IDisk disk, string to, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        var last = source.LastCommit;
        var archives = ArchiveCopy.Prepare(source.Archives, disk, to, cancellation);
        var archived = source.Archives.LastCommit;
        using var target = JournalDatabase.Open(disk, Path.Combine(to, "journal.db"));
        using var commits = new CommitCopy(source, target);
        var refreshed = commits.Refresh(archived + 1, progress, cancellation);
        ArchiveCopy.Place(disk, archives);
        commits.DropArchived(archived);
        var first = Math.Max(archived, commits.LastCommit) + 1;
        commits.Copy(first, last, progress, cancellation);
        DatabaseFile.Execute(target, "PRAGMA wal_checkpoint(TRUNCATE)");
        return new BackupReport(last, Math.Max(0, last - first + 1), archives.Count, refreshed);
    }

    /// <summary>Copies a small database.</summary>
    /// <param name="disk">Where both folders are.</param>
    /// <param name="from">The folder that it is in.</param>
    /// <param name="to">The folder that it is copied to.</param>
    /// <param name="name"><see cref="Before"/> or <see cref="After"/>.</param>
    /// <param name="hashes">Gets its hash, where there is such a file.</param>
    public static void CopyDatabase(IDisk disk, string from, string to, string name, Dictionary<string, string> hashes)
    {
        PrepareDatabase(disk, from, to, name, hashes);
        DatabaseCopy.Place(disk, Path.Combine(to, name));
    }

    /// <summary>Copies a small database beside the place where <see cref="DatabaseCopy.Place"/> puts it; the parameters are those of <see cref="CopyDatabase"/>.</summary>
    public static void PrepareDatabase(IDisk disk, string from, string to, string name, Dictionary<string, string> hashes)
    {
        if (DatabaseCopy.Prepare(disk, Path.Combine(from, name), Path.Combine(to, name)) is { } hash)
        {
            hashes.Add(name, hash);
        }
    }
}

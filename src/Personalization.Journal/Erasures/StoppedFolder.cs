using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Erasures;

/// <summary>The folder of a stopped server or a backup, opened as a start opens it, for what destroys some of its content.</summary>
internal sealed class StoppedFolder : IDisposable
{
    private readonly string folder;
    private readonly IDisposable held;
    private readonly bool wasUnfinished;

    private StoppedFolder(string folder, IDisposable held)
    {
        this.folder = folder;
        this.held = held;
        wasUnfinished = Disk.Exists(PathOf(JournalBackup.Marker));
        Manifest = BackupManifest.Read(folder);
        if (Manifest is not null && !wasUnfinished)
        {
            // Until the manifest is written again, databases may differ from what it says.
            WholeFile.Write(Disk, PathOf(JournalBackup.Marker), "Something is being erased here."u8);
        }

        (Archives, Log) = JournalStart.Open(Disk, folder, Limits.CheckpointBytes);
        try
        {
            Source = new CommitSource(Disk, PathOf("journal.db"), Archives);
        }
        catch
        {
            Log.Dispose();
            throw;
        }
    }

    /// <summary>Where the files are.</summary>
    public static IDisk Disk => OperatingDisk.Instance;

    /// <summary>The archives.</summary>
    public ArchiveSet Archives { get; }

    /// <summary>The rows.</summary>
    public CommitLog Log { get; }

    /// <summary>Reads commits.</summary>
    public CommitSource Source { get; }

    private BackupManifest? Manifest { get; }

    /// <summary>Takes and opens a folder.</summary>
    /// <exception cref="FolderLockedException">A server or a backup uses it.</exception>
    /// <exception cref="UnfitFolderException">A restore into it is not finished.</exception>
    /// <exception cref="JournalDamagedException">What a start refuses.</exception>
    public static StoppedFolder Open(string folder)
    {
        WritableFolder.CheckRestored(Disk, folder);
        var taken = Disk.Lock(folder);
        try
        {
            return new StoppedFolder(folder, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Destroys the salts of what is erased already, and of a subject that is about to be. Before its events: as long as the journal has a decision, its salt can be found.</summary>
    /// <returns>How many salts were destroyed.</returns>
    /// <exception cref="AuditDamagedException">The chain cannot be read.</exception>
    public int DestroySalts(SubjectKey? about, CancellationToken cancellation)
    {
        if (!Disk.Exists(PathOf(AuditDatabase.FileName)))
        {
            return 0;
        }

        using var store = SqliteAuditStore.OpenHeld(folder);
        using var journal = JournalFile.Open(folder)!;
        return new ErasedSalts(journal, store).Destroy(about, cancellation).GetAwaiter().GetResult();
    }

    /// <summary>Says that all was done: a backup gets the manifest that fits.</summary>
    public void Finish()
    {
        if (Manifest is not { } manifest)
        {
            return;
        }

        if (manifest.Commit > 0)
        {
            Source.Read(manifest.Commit);
            manifest = manifest with { Checksum = Source.Checksum };
        }

        if (manifest.Databases.ContainsKey(AuditDatabase.FileName))
        {
            manifest = manifest with
            {
                Databases = new Dictionary<string, string>(manifest.Databases) { [AuditDatabase.FileName] = DatabaseCopy.HashOf(PathOf(AuditDatabase.FileName)) },
            };
        }

        manifest.Write(Disk, folder);
        if (!wasUnfinished)
        {
            Disk.Delete(PathOf(JournalBackup.Marker));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Source.Dispose();
        Log.Dispose();
        if (Manifest is not null || wasUnfinished)
        {
            // A backup has its manifest instead of a mark, and a later one may go on behind the mark's commit.
            Disk.Delete(PathOf("journal.ack"));
        }

        held.Dispose();
    }

    private string PathOf(string name) => Path.Combine(folder, name);
}

using Microsoft.Data.Sqlite;
using Personalization.Core.Subjects;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Snapshots in <c>snapshots.db</c>, one row per subject. A cache: a damaged row or file counts as none.</summary>
/// <remarks>Loads run on the caller's thread. Not synced until a checkpoint, so a crash of the machine may lose the newest rows, never their consistency.</remarks>
public sealed class SqliteSnapshots : ISnapshots, IDisposable
{
    private readonly Lock writing = new();
    private readonly IDisk disk;
    private readonly string path;
    private readonly SqliteConnection writer;
    private readonly Statement upsert;
    private readonly ReaderPool<SnapshotReader> readers;
    private long damaged;

    private SqliteSnapshots(IDisk disk, string path, SqliteConnection writer)
    {
        this.disk = disk;
        this.path = path;
        this.writer = writer;
        DatabaseFile.Execute(writer,
            """
            CREATE TABLE IF NOT EXISTS snapshots (
                subject_hash INTEGER PRIMARY KEY, subject BLOB NOT NULL, version INTEGER NOT NULL, plan_hash INTEGER NOT NULL,
                fold_code INTEGER NOT NULL, payload BLOB NOT NULL, checksum INTEGER NOT NULL);
            PRAGMA user_version=1;
            """);
        upsert = new Statement(writer,
            "INSERT OR REPLACE INTO snapshots (subject_hash, subject, version, plan_hash, fold_code, payload, checksum) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        readers = new ReaderPool<SnapshotReader>(() => new SnapshotReader(disk, path));
    }

    /// <summary>How many loads found a damaged row or file and saves failed on one. The file is thrown away when it is closed, if this is not 0.</summary>
    public long Damaged => Volatile.Read(ref damaged);

    /// <summary>Opens the file in a data folder, whose lock the caller holds; throws away what is there if it is no snapshot file.</summary>
    public static SqliteSnapshots Open(string folder) => Open(OperatingDisk.Instance, folder);

    /// <summary>The same on a given disk.</summary>
    internal static SqliteSnapshots Open(IDisk disk, string folder)
    {
        WritableFolder.Check(disk, folder);
        disk.MakeFolder(folder);
        var file = Path.Combine(folder, "snapshots.db");
        try
        {
            return OpenFile(disk, file);
        }
        catch (SqliteException e) when (DatabaseFile.IsUselessCache(e))
        {
            DatabaseFile.Delete(disk, file);
            return OpenFile(disk, file);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredSnapshot?> Load(SubjectKey subject, CancellationToken cancellation)
    {
        using var lease = await readers.Rent(cancellation);
        try
        {
            return lease.Reader.Load(subject);
        }
        catch (InvalidDataException)
        {
            Interlocked.Increment(ref damaged);
            return null;
        }
        catch (SqliteException e) when (DatabaseFile.IsDamage(e))
        {
            Interlocked.Increment(ref damaged);
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask Save(IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> snapshots, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (writing)
        {
            DatabaseFile.Execute(writer, "BEGIN IMMEDIATE");
            try
            {
                foreach (var (subject, snapshot) in snapshots)
                {
                    SnapshotRow.Write(upsert, subject, snapshot);
                }

                DatabaseFile.Execute(writer, "COMMIT");
            }
            catch (SqliteException e) when (DatabaseFile.IsDamage(e))
            {
                Interlocked.Increment(ref damaged);
                RollBack();
            }
            catch
            {
                RollBack();
                throw;
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        readers.Dispose();
        upsert.Dispose();
        writer.Dispose();
        if (Damaged > 0)
        {
            DatabaseFile.Delete(disk, path);
        }
    }

    private static SqliteSnapshots OpenFile(IDisk disk, string file)
    {
        var connection = DatabaseFile.Open(disk, file, "NORMAL");
        try
        {
            return new SqliteSnapshots(disk, file, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void RollBack()
    {
        // SQLite may have rolled back by itself, and a second time is an error.
        if (SQLitePCL.raw.sqlite3_get_autocommit(writer.Handle) == 0)
        {
            DatabaseFile.Execute(writer, "ROLLBACK");
        }
    }
}

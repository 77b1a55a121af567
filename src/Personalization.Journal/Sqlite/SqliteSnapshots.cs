using Microsoft.Data.Sqlite;
using Personalization.Core.Subjects;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Snapshots and marks in <c>snapshots.db</c>, one row each. A cache: a damaged row or file counts as none.</summary>
/// <remarks>Loads run on the caller's thread. Not synced until a checkpoint, so a crash of the machine may lose the newest rows, never their consistency.</remarks>
public sealed class SqliteSnapshots : ISnapshots, IDisposable
{
    /// <summary>The name of the file in its folder.</summary>
    internal const string FileName = "snapshots.db";

    /// <summary>The <c>user_version</c> of files that are written. One of another format is made anew: it is only a cache.</summary>
    internal const int FormatNow = 2;

    private readonly Lock writing = new();
    private readonly IDisk disk;
    private readonly string path;
    private readonly SqliteConnection writer;
    private readonly Statement upsert, upsertMark;
    private readonly ReaderPool<SnapshotReader> readers;
    private long damaged;

    private SqliteSnapshots(IDisk disk, string path, SqliteConnection writer)
    {
        this.disk = disk;
        this.path = path;
        this.writer = writer;
        DatabaseFile.Execute(writer,
            $"""
            PRAGMA secure_delete=ON;
            CREATE TABLE IF NOT EXISTS snapshots (
                subject_hash INTEGER PRIMARY KEY, subject BLOB NOT NULL, version INTEGER NOT NULL, event_id_hash INTEGER NOT NULL, plan_hash INTEGER NOT NULL,
                fold_code INTEGER NOT NULL, last_received INTEGER NOT NULL, rises INTEGER NOT NULL, payload BLOB NOT NULL, checksum INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS marks (
                subject_hash INTEGER NOT NULL, subject BLOB NOT NULL, version INTEGER NOT NULL, event_id_hash INTEGER NOT NULL, plan_hash INTEGER NOT NULL,
                fold_code INTEGER NOT NULL, last_received INTEGER NOT NULL, rises INTEGER NOT NULL, payload BLOB NOT NULL, checksum INTEGER NOT NULL,
                PRIMARY KEY (subject_hash, version));
            PRAGMA user_version={FormatNow};
            """);
        upsert = SnapshotRow.Upsert(writer, "snapshots");
        upsertMark = SnapshotRow.Upsert(writer, "marks");
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
        var file = Path.Combine(folder, FileName);
        try
        {
            return OpenFile(disk, file) ?? Renew(disk, file);
        }
        catch (SqliteException e) when (DatabaseFile.IsUselessCache(e))
        {
            return Renew(disk, file);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredSnapshot?> Load(SubjectKey subject, CancellationToken cancellation) => Read(reader => reader.Load(subject), cancellation);

    /// <inheritdoc/>
    public ValueTask<StoredSnapshot?> LoadMark(SubjectKey subject, MarkUse use, CancellationToken cancellation) => Read(reader => reader.LoadMark(subject, use), cancellation);

    /// <inheritdoc/>
    public ValueTask Save(
        IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> snapshots, IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> marks, CancellationToken cancellation)
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

                foreach (var (subject, mark) in marks)
                {
                    SnapshotRow.Write(upsertMark, subject, mark);
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
        upsertMark.Dispose();
        writer.Dispose();
        if (Damaged > 0)
        {
            DatabaseFile.Delete(disk, path);
        }
    }

    private static SqliteSnapshots Renew(IDisk disk, string file)
    {
        DatabaseFile.Delete(disk, file);
        return OpenFile(disk, file) ?? throw new InvalidOperationException("A new file has a format.");
    }

    /// <summary>Null where it is of another format.</summary>
    private static SqliteSnapshots? OpenFile(IDisk disk, string file)
    {
        var connection = DatabaseFile.Open(disk, file, "NORMAL");
        try
        {
            if (DatabaseFile.Number(connection, "PRAGMA user_version") is 0 or FormatNow)
            {
                return new SqliteSnapshots(disk, file, connection);
            }

            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private async ValueTask<StoredSnapshot?> Read(Func<SnapshotReader, StoredSnapshot?> read, CancellationToken cancellation)
    {
        using var lease = await readers.Rent(cancellation);
        try
        {
            return read(lease.Reader);
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

    private void RollBack()
    {
        // SQLite may have rolled back by itself, and a second time is an error.
        if (SQLitePCL.raw.sqlite3_get_autocommit(writer.Handle) == 0)
        {
            DatabaseFile.Execute(writer, "ROLLBACK");
        }
    }
}

using Microsoft.Data.Sqlite;
using Personalization.Core.Subjects;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Erasures;

/// <summary>Destroys the snapshot and the marks that <c>snapshots.db</c> of a folder holds of a subject, also beside the one who has the file open.</summary>
internal sealed class SnapshotEraser(IDisk disk, string folder)
{
    private readonly string path = Path.Combine(folder, SqliteSnapshots.FileName);

    /// <summary>Destroys them. Throws <see cref="ErasureUnfinishedException"/> where they may still be there; the erasure can be asked for again.</summary>
    public void Erase(in SubjectKey subject) => Erase([subject]);

    /// <summary>Destroys those of several subjects. Throws <see cref="ErasureUnfinishedException"/> where they may still be there.</summary>
    public void Erase(IReadOnlyCollection<SubjectKey> subjects)
    {
        if (subjects.Count == 0 || !disk.Exists(path))
        {
            return;
        }

        try
        {
            using var connection = DatabaseFile.Open(disk, path, "NORMAL");
            if (DatabaseFile.Number(connection, "PRAGMA user_version") == SqliteSnapshots.FormatNow)
            {
                Erase(connection, subjects);
                return;
            }
        }
        catch (SqliteException e)
        {
            throw new ErasureUnfinishedException($"{SqliteSnapshots.FileName} may still hold what was erased: {e.Message}. Stop the server, delete the file, which is only a cache, and ask for the erasure again.", e);
        }

        // Of another format: nobody reads it any more.
        DatabaseFile.Delete(disk, path);
    }

    private static void Erase(SqliteConnection connection, IReadOnlyCollection<SubjectKey> subjects)
    {
        DatabaseFile.Execute(connection, "PRAGMA secure_delete=ON");
        DatabaseFile.Execute(connection, "BEGIN IMMEDIATE");
        foreach (var table in (string[])["snapshots", "marks"])
        {
            using var delete = new Statement(connection, $"DELETE FROM {table} WHERE {SnapshotRow.IsOf}");
            foreach (var subject in subjects)
            {
                delete.Bind(subject).Run();
            }
        }

        DatabaseFile.Execute(connection, "COMMIT");

        // The log still holds the rows as they were. The pragma says 1 where a reader outlasted the busy timeout.
        if (DatabaseFile.Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            throw new ErasureUnfinishedException($"Something reads {SqliteSnapshots.FileName} without a pause, so its write-ahead log still holds what was erased. Ask for the erasure again.");
        }
    }
}

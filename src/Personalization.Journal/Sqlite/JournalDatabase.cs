using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>The file <c>journal.db</c>: one row per commit.</summary>
internal static class JournalDatabase
{
    /// <summary>What <c>PRAGMA auto_vacuum</c> says of files that can give free pages back.</summary>
    public const int IncrementalVacuum = 2;

    private const long FormatVersion = 2;

    /// <summary>Opens the file for its writer and makes its table where it is new.</summary>
    public static SqliteConnection Open(IDisk disk, string path)
    {
        var connection = DatabaseFile.Open(disk, path, "FULL", pageBytes: 8192, IncrementalVacuum);
        try
        {
            // Checkpoints run on their own thread; a commit never pays for one.
            DatabaseFile.Execute(connection, "PRAGMA wal_autocheckpoint=0");
            DatabaseFile.Execute(connection, $"PRAGMA journal_size_limit={Limits.CheckpointBytes * 2}");
            // What is erased or moved to an archive must not stay behind in free pages.
            DatabaseFile.Execute(connection, "PRAGMA secure_delete=ON");
            var version = DatabaseFile.Number(connection, "PRAGMA user_version");
            if (version > FormatVersion)
            {
                throw new InvalidDataException($"'{path}' has the format {version}; this program knows {FormatVersion}. Use a newer program.");
            }

            // A log that a crash left is emptied first: frames of a torn commit would stay behind those of new ones, where they look like damage.
            DatabaseFile.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            if (version < FormatVersion)
            {
                DatabaseFile.Execute(connection,
                    $"""
                    BEGIN IMMEDIATE;
                    CREATE TABLE IF NOT EXISTS commits (id INTEGER PRIMARY KEY, checksum INTEGER NOT NULL, payload BLOB NOT NULL);
                    PRAGMA user_version={FormatVersion};
                    COMMIT;
                    """);
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
